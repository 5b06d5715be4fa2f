import { ChangedWhileRead } from '../catalog/catalog-query.ts';
import type { LedgerTable } from '../catalog/ledger-tables.ts';
import { quoteText, type Row } from '../postgres/connection.ts';
import { valuesOf } from '../postgres/copy-line.ts';
import type { ServerError } from '../postgres/errors.ts';
import type { Snapshot } from '../postgres/snapshot.ts';
import { type Ledger, type LedgerRow, type Ledgers, qualified } from './ledger.ts';
import { flawOf, keepsVersions } from './ledger-fitness.ts';

/**
 * Reads a database's ledger within a snapshot, and every table that looks like one, in one round trip; `tables` are what
 * the snapshot has found of them. COPY of a table runs nothing of its owner's but the output functions of the columns'
 * types, whatever the name has come to stand for: no view, rule, policy, cast, or expression of an index or of
 * statistics, which planning a SELECT may evaluate. `besides` are asked in the same round trip; `answers` has one list of
 * rows for each, and the view ends with it. Throws ChangedWhileRead when a table is not the one it was.
 */
export async function readLedgers(
  snapshot: Snapshot,
  tables: readonly LedgerTable[],
  ...besides: readonly string[]
): Promise<{ readonly ledgers: Ledgers; readonly answers: readonly Row[][] }> {
  const safe = tables.filter((table) => unreadable(table) === undefined);
  const asked = safe.length + besides.length === 0 ? [] : await copyAll(snapshot, safe, besides);
  const ledgers = ledgersOf(tables, safe, asked);
  return { ledgers, answers: asked.slice(asked.length - besides.length) };
}

function ledgersOf(
  tables: readonly LedgerTable[],
  safe: readonly LedgerTable[],
  copied: readonly Row[][],
): Ledgers {
  const read = tables.map((table) => ({
    table,
    ledger:
      unreadable(table) ??
      (keepsVersions(table) ? versionsOf : ledgerOf)(copied[safe.indexOf(table)] ?? [], hasNames(table)),
  }));
  return {
    named: read.find(({ table }) => table.named)?.ledger ?? { state: 'absent' },
    others: read
      .filter(({ table }) => !table.named)
      .map(({ table: { schema, table }, ledger }) => ({ name: { schema, table }, ledger })),
  };
}

/** Why a table is not read. */
function unreadable(table: LedgerTable): Ledger | undefined {
  const flaw = flawOf(table);
  if (flaw !== undefined) return { state: 'unfit', flaw };
  const { readable, filtered, role } = table;
  return readable && !filtered ? undefined : { state: 'hidden', role, filtered: readable };
}

/** Looks, after the rows, whether each table still is the one that the snapshot shows: TRUNCATE takes rows from older snapshots too. */
async function copyAll(
  snapshot: Snapshot,
  tables: readonly LedgerTable[],
  besides: readonly string[],
): Promise<Row[][]> {
  const files = tables.map(
    (table) => `pg_relation_filenode(to_regclass(${quoteText(qualified(table))}))::text`,
  );
  const answers = await snapshot
    .last(...tables.map(copySql), `SELECT ARRAY[${files.join(', ')}]::text[] AS files`, ...besides)
    .catch((error: ServerError) => {
      throw isOfTable(error) ? new ChangedWhileRead(error.message, { cause: error }) : error;
    });
  const files_ = answers[tables.length]?.[0]?.files as readonly string[];
  if (tables.some(({ file }, at) => files_[at] !== file)) throw new ChangedWhileRead();
  return answers;
}

const copySql = (table: LedgerTable): string =>
  `COPY ${qualified(table)} (${keepsVersions(table) ? 'version' : `hash, created_at${hasNames(table) ? ', name' : ''}`}) TO STDOUT`;

const hasNames = ({ columns }: LedgerTable): boolean => columns.some(({ name }) => name === 'name');

/** Classes of errors about what a name stands for and who may read it: it was readable when the snapshot was taken. */
const isOfTable = ({ code = '' }: ServerError): boolean => /^(42|3F)/.test(code);

/** Drizzle takes the newest row for the last that was run; one without a time comes before all others there. */
function ledgerOf(lines: readonly Row[], named: boolean): Ledger {
  const rows = lines.map(({ line }) => valuesOf(String(line)));
  if (rows.some(([hash, createdAt]) => hash === null || createdAt === null))
    return { state: 'unfit', flaw: 'holds a row without a hash or without created_at' };
  return {
    state: 'read',
    rows: rows.map(toLedgerRow).sort((a, b) => a.createdAt - b.createdAt),
    ...(named ? {} : { nameless: true }),
  };
}

const versionsOf = (lines: readonly Row[]): Ledger => ({
  state: 'versions',
  versions: lines.map(({ line }) => String(valuesOf(String(line))[0])),
});

const toLedgerRow = ([hash, createdAt, name]: readonly (string | null)[]): LedgerRow => ({
  hash: String(hash),
  createdAt: Number(createdAt),
  ...(typeof name === 'string' ? { name } : {}),
});
