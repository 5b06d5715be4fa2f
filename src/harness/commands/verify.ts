import { historyIsOneLine } from '../checks/folder/history-is-one-line.ts';
import { couldNotTell } from '../checks/unanswered.ts';
import type { TrialOptions } from '../checks/verify/data-and-cost.ts';
import { notSaidBefore } from '../checks/verify/transaction-findings.ts';
import { type OnStep, verify as runVerify, type Verification } from '../checks/verify/verify-history.ts';
import { schemaShown } from '../config/project.ts';
import { declarationOf } from '../declared/declare.ts';
import type { Folder } from '../history/folder.ts';
import { readableMigrations } from '../history/migrations.ts';
import { counted } from '../model/counted.ts';
import type { Finding } from '../model/finding.ts';
import { printName } from '../model/identity.ts';
import { once } from '../model/once.ts';
import { Problem } from '../model/problem.ts';
import type { Report, RowOptions, Verdict } from '../model/report.ts';
import type { ScratchDatabases } from '../postgres/scratch.ts';
import type { FilledTable } from '../rows/fill.ts';
import { type Context, refuseEmpty } from './context.ts';
import { toldOf } from './judged.ts';
import { knownTimelines } from './known-timelines.ts';
import { notCompared } from './not-compared.ts';
import { type NotNew, notNew } from './not-new.ts';
import type { Notes } from './notes.ts';
import { type Options, seedOfCi, verifyDefaults } from './options.ts';
import { schemaSide } from './schema-side.ts';
import { tableShapes } from './table-shapes.ts';
import { withScratchDatabases } from './with-scratch.ts';

/**
 * `driftproof verify`: do the migrations build what the schema declares, and can each be taken back?
 * `onStep` is told of each migration when it is done. A part that fails is told as such, and the others are reported; throws a
 * Problem where there is no part at all, such as for a folder that cannot be read.
 */
export async function verify(context: Context, onStep: OnStep = () => {}): Promise<Partial<Report>> {
  const { project, notes } = context;
  const folder = await context.folder();
  refuseEmpty(folder);
  const rows = rowOptions(context, folder);
  const old = await notNew(context, folder);
  const files = await filesVerdict(context, folder);
  noteMissingDowns(toldOf(files, 'verify', context), notes);
  const compared = `${counted(folder.journal.length, 'migration')} and ${schemaShown(project)}`;
  try {
    const { findings, unanswered, ...part } = await migrationsPart(context, folder, rows, old, onStep);
    const said = notSaidBefore(findings, files.findings);
    const verdict = { question: 'schema ↔ migrations', findings: said, unanswered, compared } as const;
    return { ...part, verdicts: [files, verdict] };
  } catch (error) {
    const unanswered = [couldNotTell('schema ↔ migrations', error, 'history')];
    return { verdicts: [files, { question: 'schema ↔ migrations', findings: [], unanswered, compared }] };
  }
}

/** Each is a finding too; at a terminal it is told before the long part begins. */
function noteMissingDowns(findings: readonly Finding[], { note }: Notes): void {
  const missing = findings.filter(
    ({ rule, severity }) => rule === 'migration-down-missing' && severity !== 'info',
  );
  if (missing.length > 3) note(`${missing.length} migrations have no down file`);
  else for (const { source, advice } of missing) note(`${source?.file}: there is no down file; ${advice}`);
}

async function filesVerdict({ project, environment }: Context, folder: Folder): Promise<Verdict> {
  const surroundings = { project, now: environment.now().getTime() };
  const compared = counted(folder.journal.length, 'migration');
  return historyIsOneLine(folder, surroundings).then(
    (findings) => ({ question: 'files', findings, compared }),
    (error) => ({
      question: 'files',
      findings: [],
      unanswered: [couldNotTell('files', error, 'history')],
      compared,
    }),
  );
}

type Part = Partial<Report> & Pick<Verification, 'findings' | 'unanswered'>;

async function migrationsPart(
  context: Context,
  folder: Folder,
  rows: RowOptions,
  old: NotNew,
  onStep: OnStep,
): Promise<Part> {
  const history = await readableMigrations(folder);
  const schema = once(() => declarationOf(context.project));
  const part = async (getScratch: () => Promise<ScratchDatabases>): Promise<Part> => {
    const starting = getScratch();
    // The schema is loaded while the server starts; what is wrong with it is said where it is compared.
    schema().catch(() => undefined);
    const databases = await starting;
    if (rows.perTable > 0) context.notes.note(`${rows.perTable} rows in each table, seed ${rows.seed}`);
    const { migrations } = history;
    const { known, keepFound } = await knownTimelines(context, migrations, old);
    const found = await runVerify({
      ...history,
      known,
      databases,
      scope: context.scope,
      ...triedWith(context, rows),
      isTried: ({ tag }) => !old.tags.has(tag),
      schema: async (like) => schemaSide(context, folder, await schema(), databases, like),
      onStep,
      onTry: ({ tag }, number, tried) =>
        context.notes.progress(`${number} of ${migrations.length}, ${tag}: ${tried}`),
    });
    if (found.known > 0)
      context.notes.note(`what ${counted(found.known, 'migration')} build is known from an earlier run`);
    await keepFound(found);
    const part = toPart(found, databases, rows, context.options);
    return { ...part, notCompared: [...old.said, ...(part.notCompared ?? [])] };
  };
  return withScratchDatabases(context, part, ({ unanswered }) => unanswered.length === 0);
}

/** How migrations are tried. */
const triedWith = ({ options, settings }: Context, rows: RowOptions): TrialOptions => ({
  rows: { ...rows, byHand: settings.rows, role: settings.role },
  cost: options.cost ? { sizes: options.sizes ?? verifyDefaults.sizes, seed: seedOfCi } : undefined,
});

const toPart = (
  { findings, unanswered, steps, replayed, declared, unfilled, notCompared: notMeasured }: Verification,
  { server }: ScratchDatabases,
  rows: RowOptions,
  { cost }: Options,
): Part => ({
  findings,
  unanswered,
  servers: [{ kind: server.kind, facts: replayed.server }],
  steps,
  ...(rows.perTable > 0 ? { rows } : {}),
  objects: replayed.objects.length,
  ...(findings.length > 0 ? { tables: tableShapes(...(declared ? [declared] : []), replayed) } : {}),
  notCompared: [
    ...notCompared(replayed),
    ...notFilled(rows, unfilled),
    ...(cost ? notMeasured : ['not tried: what the migrations cost (--no-cost)']),
  ],
});

/** How rows are made. Throws a Problem when rows are given for a migration that does not exist. */
function rowOptions({ options, environment, settings }: Context, { journal }: Folder): RowOptions {
  const strange = Object.keys(settings.rows).find((tag) => journal.every((each) => each.tag !== tag));
  if (strange !== undefined)
    throw new Problem(`there is no migration ${strange}`, {
      where: `${settings.file}, rows`,
      advice: 'use the tag of a migration, which is its file name without .sql',
    });
  const perTable = options.rows ?? 0;
  const seed = options.seed ?? (environment.env.CI ? seedOfCi : Math.floor(Math.random() * 2 ** 31));
  return { perTable, seed };
}

/** Which tables had fewer rows, or fewer values, than requested. */
function notFilled({ perTable }: RowOptions, unfilled: readonly FilledTable[]): string[] {
  if (perTable === 0) return ['not tried: migrations on tables with rows (--rows 0)'];
  const said = unfilled.map(
    ({ schema, table, rows, refused }) =>
      [
        `${rows === 0 ? 'not tried: ' : ''}rows in ${printName({ schema, name: table })}`,
        `${rows} of ${perTable}: ${refused}`,
      ] as const,
  );
  return [...new Map(said)].map(([what, why]) => `${what}: ${why}`);
}
