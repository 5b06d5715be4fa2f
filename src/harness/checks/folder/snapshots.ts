import { snapshotNameOf } from '../../history/file-name.ts';
import type { Finding } from '../../model/finding.ts';
import { found } from '../rules/found.ts';
import type { RuleId } from '../rules/registry.ts';
import { at, type Subject } from './subject.ts';

/** What the first snapshot names as its parent (drizzle-kit, global.ts). */
const origin = '00000000-0000-0000-0000-000000000000';

/** A migration's snapshot with its parents; drizzle-kit 1.x can join branches, 0.x has one parent. */
interface Link {
  readonly tag: string;
  readonly path: string;
  readonly id: string;
  readonly parents: readonly string[];
}

/** Has each migration its snapshot, and does each follow the one before? drizzle-kit builds the next on the newest. */
export function snapshotsFollow(subject: Subject): Finding[] {
  const places = placesOf(subject);
  const links: Link[] = [];
  const findings: Finding[] = [];
  for (const [path, tag] of places) {
    const link = subject.conflicts.has(path) ? undefined : readLink(subject, path, tag);
    if (link && 'rule' in link) findings.push(link);
    else if (link) links.push(link);
  }
  const whole = links.length === places.size;
  return [
    ...findings,
    ...strays(subject, places),
    ...links.flatMap((_, index) => linkFinding(subject, links, index, whole)),
  ];
}

/** Where each migration's snapshot should be. Migrations with the same number share a name. */
function placesOf({ folder: { journal, layout } }: Subject): Map<string, string> {
  const places = new Map<string, string>();
  for (const { tag } of journal) {
    const path = snapshotNameOf(tag, layout);
    if (path !== undefined && !places.has(path)) places.set(path, tag);
  }
  return places;
}

function readLink(subject: Subject, path: string, tag: string): Link | Finding {
  const text = subject.snapshots.get(path);
  const say = (rule: RuleId, what: string) => found(rule, tag, `${tag}: ${what}`, at(subject, path));
  if (text === undefined) return say('migration-snapshot-missing', `${path} does not exist`);
  try {
    const { id, prevId, prevIds } = JSON.parse(text) as Record<string, unknown>;
    if (typeof id === 'string')
      return { tag, path, id, parents: [prevIds ?? prevId ?? []].flat().map(String) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return say('migration-snapshot-broken', 'its snapshot is not valid JSON');
  }
  return say('migration-snapshot-broken', 'its snapshot has no id');
}

const strays = (subject: Subject, places: ReadonlyMap<string, string>): Finding[] =>
  [...subject.snapshots.keys()]
    .filter((path) => !places.has(path) && (subject.folder.layout === 'folders' || path.startsWith('meta/')))
    .filter((path) => path !== 'meta/_snapshot.json')
    .map((path) =>
      found('migration-snapshot-unlisted', path, `${path}: belongs to no migration`, at(subject, path)),
    );

function linkFinding(subject: Subject, links: readonly Link[], index: number, whole: boolean): Finding[] {
  const { tag, path, id, parents } = links[index] as Link;
  const earlier = links.slice(0, index);
  const say = (rule: RuleId, what: string, particulars = {}) => [
    found(rule, tag, `${tag}: its snapshot ${what}`, { ...at(subject, path), ...particulars }),
  ];
  const twin = earlier.find((link) => link.id === id);
  if (twin) return say('migration-snapshot-chain', `has the same id as that of ${twin.tag}`);
  if (index === 0) return [];
  if (parents.length === 0) return say('migration-snapshot-chain', 'names no previous snapshot');
  const lost = parents.find((parent) => parent !== origin && !earlier.some((link) => link.id === parent));
  if (lost !== undefined && whole)
    return say('migration-snapshot-chain', `follows ${lost}, which no earlier migration has`);
  const sibling = earlier.find((link) => link.parents.some((parent) => parents.includes(parent)));
  if (!sibling || leaves(links).length < 2) return [];
  return say(
    'migration-snapshot-branch',
    `follows the same one as that of ${sibling.tag}`,
    branchIn(subject),
  );
}

/** drizzle-kit 1.x joins branches that do not touch each other when it generates the next migration. */
const branchIn = ({ folder }: Subject) =>
  folder.layout === 'folders'
    ? ({
        severity: 'warning',
        advice: 'run drizzle-kit check; if it finds no conflict, the next generated migration joins the two',
      } as const)
    : {};

const leaves = (links: readonly Link[]): Link[] =>
  links.filter(({ id }) => !links.some(({ parents }) => parents.includes(id)));
