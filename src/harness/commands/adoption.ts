import { posix } from 'node:path';
import { lossesOf } from '../checks/down/remarks.ts';
import { appliedSql } from '../checks/drift/ledger-sql.ts';
import type { LedgerKept } from '../checks/drift/which-ledger.ts';
import { withEmptyMigration } from '../declared/empty-migration.ts';
import { declarationsChanged } from '../declared/patch.ts';
import type { Pulled } from '../declared/pull.ts';
import { snapshotAfter } from '../declared/snapshot-after.ts';
import { fileNameOf } from '../history/file-name.ts';
import { journalName } from '../history/journal.ts';
import { migrationOf } from '../history/migrations.ts';
import type { AdoptedFile, AdoptionReport } from '../model/adoption-report.ts';
import type { CatalogObject } from '../model/catalog.ts';
import { Problem } from '../model/problem.ts';
import type { BothWays } from '../plan/both-ways.ts';
import type { PlannedStatement } from '../plan/planned-statement.ts';

import { sqlFile } from '../sql/sql-file.ts';
import { addedTo } from './added-migration.ts';
import type { Context } from './context.ts';
import { asComment, guessLine } from './guess-line.ts';
import { madeAgain } from './made-again.ts';
import type { Options } from './options.ts';

/** What a migration that adopts is made from. */
export interface Found {
  readonly ways: BothWays;
  /** What drizzle-kit makes of the database without the migration, and with it. */
  readonly before: Pulled;
  readonly after: Pulled;
  readonly which: LedgerKept;
  readonly target: string;
  /** What is in the database. */
  readonly live: readonly CatalogObject[];
}

/** What the migration is called, after its number. Throws a Problem for what is not fit for a file's name. */
export function nameIn({ name = 'adopt' }: Pick<Options, 'name'>): string {
  if (/^[\w-]{1,100}$/.test(name)) return name;
  throw new Problem('is not a name for a migration', {
    where: '--name',
    advice: 'use letters, digits, _ and -',
  });
}

/** The files of a migration, as drizzle-kit adds an empty one, with statements and with what they do to the snapshot. */
export async function adoptionOf(
  { project, environment, options, folder: read }: Context,
  { ways, before, after, which, target, live }: Found,
): Promise<AdoptionReport> {
  const folder = await read();
  const last = folder.journal.at(-1);
  const files = await withEmptyMigration(project, environment.env, nameIn(options), last?.tag ?? '');
  const added = [...files.keys()].filter((path) => !folder.files.includes(path));
  const [up, snapshot] = [/\.sql$/, /snapshot\.json$/].map((name) => added.find((path) => name.test(path)));
  if (!up || !snapshot) throw new Problem('drizzle-kit generate --custom has added no migration');
  const { tag, when, journal } = addedTo(folder, files, up);
  const named = folder.layout === 'folders' ? { name: tag } : {};
  const sql = fileOf(ways.there);
  const file = (path: string, text: string): AdoptedFile => ({
    path: posix.join(folder.shown, path),
    text,
    isNew: path !== journalName,
  });
  return {
    target,
    tag,
    written: false,
    files: [
      file(up, sql),
      file(fileNameOf(tag, 'down', folder.layout), `${saidLost(ways.back)}${fileOf(ways.back)}`),
      file(
        snapshot,
        json(await snapshotAfter(project, environment.env, { files, snapshot }, { before, after })),
      ),
      ...(journal ? [file(journalName, json(journal))] : []),
    ],
    ledger: appliedSql(migrationOf({ tag, when, ...named }, sqlFile(up, sql), undefined), which) ?? null,
    schema: declarationsChanged(before.schema, after.schema),
    remarks: [
      ...notAdopted(ways),
      ...ways.left.back.map((each) => `the down leaves this: ${each}`),
      ...madeAgain(ways.there, live, folder.layout),
      ...(ways.notTogether === undefined
        ? []
        : [`in one transaction, as Drizzle's migrator runs it, it fails: ${ways.notTogether}`]),
    ],
  };
}

const json = (value: unknown): string => JSON.stringify(value, null, 2);

const fileOf = (statements: readonly PlannedStatement[]): string =>
  `${statements.map((each) => `${guessLine(each)}${each.sql};`).join('--> statement-breakpoint\n')}\n`;

/** What is in the database and no statement makes. */
export const notAdopted = ({ left }: BothWays): string[] => left.there.map((each) => `not adopted: ${each}`);

/** As the down files that are drafted say it. */
const saidLost = (statements: readonly PlannedStatement[]): string => {
  const losses = [...new Set(lossesOf(statements))];
  return losses.length === 0 ? '' : `${asComment(`Loses ${losses.join('; ')}.`)}\n`;
};
