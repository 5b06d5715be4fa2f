import { inScope, type Scope, wholeOf } from '../../catalog/scope.ts';
import { fileNameOf, type Layout } from '../../history/file-name.ts';
import { type Migration, migrationOf } from '../../history/migrations.ts';
import type { Catalog, ServerFacts } from '../../model/catalog.ts';
import { type Applied, applyStatements } from '../../plan/apply.ts';
import type { PlannedStatement, Unplanned } from '../../plan/planned-statement.ts';
import { type PlanSide, readSide, sideFrom } from '../../plan/read-side.ts';
import { formerOf } from '../../plan/renames/former-name.ts';
import { planWithRenames } from '../../plan/renames/plan-with-renames.ts';
import type { Scratch, ScratchDatabases } from '../../postgres/scratch.ts';
import { replay, type Stopped } from '../../runner/replay.ts';
import { sqlFile } from '../../sql/sql-file.ts';
import { breakpoint } from '../../sql/text-positions.ts';
import { type Remarks, remarksOn } from './remarks.ts';

/** A down file that is planned, and not tried yet. */
export interface Draft {
  readonly migration: Migration;
  readonly statements: readonly PlannedStatement[];
  readonly unplanned: readonly Unplanned[];
  readonly refused: Applied['refused'];
  readonly remarks: Remarks;
  /** Those of the statements that rename what its up may have dropped and made. */
  readonly guesses: readonly PlannedStatement[];
}

export interface Drafts {
  readonly drafts: readonly Draft[];
  readonly server: ServerFacts;
  /** The first migration that could not be applied, if one could not. */
  readonly stopped?: Stopped;
}

/** Plans the down of each wanted migration, from the catalog after its up to the one before. */
export async function draftDowns(
  databases: ScratchDatabases,
  migrations: readonly Migration[],
  scope: Scope,
  isWanted: (migration: Migration) => boolean,
): Promise<Drafts> {
  const concerns = (catalog: Catalog): Catalog => inScope(catalog, wholeOf(scope));
  const drafts: Draft[] = [];
  let before: PlanSide | undefined;
  let reached: PlanSide | undefined;
  const { stopped, timeline } = await replay(await databases.create(), migrations, scope, {
    before: async (migration, database) => {
      before = isWanted(migration) ? (reached ?? (await readSide(database, concerns))) : undefined;
      return database;
    },
    after: async ({ migration }, database) => {
      reached = before && (await readSide(database, concerns));
      if (before && reached) drafts.push(await draft(migration, before, reached, database, concerns));
      return database;
    },
  });
  return { drafts, server: timeline.server, ...(stopped ? { stopped } : {}) };
}

/** What no record of the server says, such as what a function's body names, shows in the order in which statements work. */
async function draft(
  migration: Migration,
  before: PlanSide,
  after: PlanSide,
  database: Scratch,
  concerns: (catalog: Catalog) => Catalog,
): Promise<Draft> {
  return database.rolledBack(async (inside) => {
    const run = (sql: string) => inside.atomic((place) => place.run(sql));
    const read = () => readSide(inside, concerns);
    const { renames, moves, rest } = await planWithRenames(after, before, async () => ({ run, read }));
    const { ran, refused } = await applyStatements(run, rest.statements);
    const statements = [...renames, ...ran];
    const remarks = await remarksOn(migration, statements, sideFrom(after), (id) => formerOf(id, moves));
    const said = await namesGivenBy(migration);
    const guesses = renames.filter((each) => !said.has(each.renames?.name));
    return { migration, statements, unplanned: rest.unplanned, refused, remarks, guesses };
  });
}

/** The names that an up gives by RENAME. */
async function namesGivenBy({ up }: Migration): Promise<ReadonlySet<unknown>> {
  const { statements } = await up.parsed();
  return new Set(statements.flatMap(({ kind, node }) => (kind === 'RenameStmt' ? node.newname : [])));
}

/** The migration with its draft as its down file; `header` is what the file begins with. */
export function withDraft(
  { migration: { tag, when, name, up }, statements }: Pick<Draft, 'migration' | 'statements'>,
  folder: { readonly shown: string; readonly layout: Layout },
  header: readonly string[],
): Migration {
  const said = { tag, when, ...(name === undefined ? {} : { name }) };
  const path = `${folder.shown}/${fileNameOf(tag, 'down', folder.layout)}`;
  const sql = statements.map((each) => `${each.sql};`).join(`\n${breakpoint}\n`);
  return migrationOf(said, up, sqlFile(path, `${[...header, sql].join('\n')}\n`));
}
