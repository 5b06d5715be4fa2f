import type { Finding } from '../../model/finding.ts';
import type { TargetReport } from '../../model/fleet.ts';
import { nameKey } from '../../model/identity.ts';
import { type Question, questions, type Report, type ServerReport } from '../../model/report.ts';
import type { TableShape } from '../../model/table-shape.ts';
import { comparedOf, type NamedTexts, sentencesOf } from './said-of-targets.ts';

/** Reports of targets, put together as they come: what several have in common is kept once. */
export interface Merged {
  add(target: TargetReport, part: Partial<Report>): void;
  /** The whole, in the order of the names whatever came first. */
  report(): Partial<Report>;
}

interface Shared {
  finding: Finding;
  readonly targets: string[];
  /** The first of them, which is told what corrects it there. */
  adviceFor: string;
  /** Whether something else corrects it in another. */
  isOfOne: boolean;
}

/** Findings that are the same but for what corrects them, by all that they say. */
type Found = Map<string, Shared>;

interface Asked {
  readonly findings: Found;
  readonly unanswered: Found;
  readonly compared: NamedTexts;
}

export function merged(): Merged {
  const targets: TargetReport[] = [];
  const asked = new Map<Question, Asked>();
  const servers = new Map<string, ServerReport>();
  const tables = new Map<string, TableShape>();
  const notCompared: NamedTexts = new Map();
  const ask = (question: Question): Asked => {
    const known = asked.get(question) ?? { findings: new Map(), unanswered: new Map(), compared: new Map() };
    asked.set(question, known);
    return known;
  };
  const add: Merged['add'] = (target, part) => {
    targets.push(target);
    for (const server of part.servers ?? [])
      if (server.kind !== 'live') servers.set(JSON.stringify(server), server);
    for (const shape of part.tables ?? [])
      if (!tables.has(nameKey(shape.table))) tables.set(nameKey(shape.table), shape);
    for (const sentence of part.notCompared ?? []) name(notCompared, sentence, target.name);
    for (const { question, findings, unanswered = [], compared } of part.verdicts ?? []) {
      const known = ask(question);
      if (target.compared !== null) name(known.compared, compared, target.name);
      share(known.findings, findings, target.name);
      share(known.unanswered, unanswered, target.name);
    }
  };
  const report = (): Partial<Report> => {
    const names = targets.map(({ name }) => name).sort();
    return {
      servers: [...servers.values()],
      targets: targets.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      objects: targets.reduce((sum, { objects }) => sum + objects, 0),
      notCompared: sentencesOf(notCompared, names.length),
      ...(tables.size > 0 ? { tables: [...tables.values()] } : {}),
      verdicts: questions.flatMap((question) => {
        const known = asked.get(question);
        if (!known) return [];
        const [findings, unanswered] = [known.findings, known.unanswered].map((some) => inOrder(some, names));
        return [
          {
            question,
            findings: findings ?? [],
            unanswered: unanswered ?? [],
            compared: comparedOf(known.compared),
          },
        ];
      }),
    };
  };
  return { add, report };
}

function name(texts: NamedTexts, text: string, target: string): void {
  const names = texts.get(text);
  if (names) names.push(target);
  else texts.set(text, [target]);
}

function share(known: Found, findings: readonly Finding[], target: string): void {
  for (const finding of findings) {
    const { advice, ...found } = finding;
    const key = JSON.stringify(found);
    const shared = known.get(key);
    if (!shared) known.set(key, { finding, targets: [target], adviceFor: target, isOfOne: false });
    else if (shared.targets.at(-1) !== target) {
      shared.targets.push(target);
      shared.isOfOne ||= advice !== shared.finding.advice;
      if (target < shared.adviceFor) Object.assign(shared, { finding, adviceFor: target });
    }
  }
}

const adviceOf = ({ finding: { advice }, adviceFor, isOfOne }: Shared): string =>
  isOfOne
    ? `${advice} (this is for ${adviceFor}; what it names in others lies in their own schemas)`
    : advice;

/** The most widespread first; the others in the order of their first target. */
function inOrder(found: Found, names: readonly string[]): Finding[] {
  const rank = new Map(names.map((name, at) => [name, at]));
  const at = (name = ''): number => rank.get(name) ?? names.length;
  return [...found.values()]
    .map((shared) => ({
      ...shared.finding,
      advice: adviceOf(shared),
      targets: shared.targets.toSorted((a, b) => at(a) - at(b)),
    }))
    .map((finding) => ({ finding, first: at(finding.targets[0]), key: JSON.stringify(finding) }))
    .sort(
      (a, b) =>
        b.finding.targets.length - a.finding.targets.length || a.first - b.first || (a.key < b.key ? -1 : 1),
    )
    .map(({ finding }) => finding);
}
