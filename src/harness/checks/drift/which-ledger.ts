import { mostLedgers } from '../../catalog/ledger-tables.ts';
import { isOfLedger, isSchemaInScope, type Scope } from '../../catalog/scope.ts';
import type { Ledger, LedgerName, LedgerRow, Ledgers } from '../../history/ledger.ts';
import { isAmong } from '../../history/migration-status.ts';
import type { Migration } from '../../history/migrations.ts';
import { rowsOfVersions } from '../../history/versions.ts';
import type { Catalog } from '../../model/catalog.ts';
import { keyOf } from '../../model/identity.ts';
import type { Settings } from '../../model/settings.ts';

/** A table of a ledger's shape that is not where the config says. */
export interface LedgerElsewhere {
  readonly name: LedgerName;
  readonly rows: readonly LedgerRow[];
  /** How many of the project's migrations it holds. */
  readonly held: number;
  readonly nameless?: boolean;
}

/** What a project says of where its ledger is. */
export interface LedgerPlace {
  readonly scope: Scope;
  /** An absolute path. */
  readonly configFile: string;
  readonly settings: Pick<Settings, 'ledger' | 'file'>;
}

/** What is known of where a database says what it ran. */
export interface WhichLedger {
  /** The one that is believed: where the config says, or else, if that knows nothing of these migrations, the best elsewhere. */
  readonly ledger: Ledger;
  readonly name: LedgerName;
  /** What it keeps of each migration: `nothing` where the settings say that there is no ledger. */
  readonly keeps: 'hashes' | 'versions' | 'nothing';
  /** Whether it has no place for names of migrations. */
  readonly nameless?: boolean;
  /** What is where the config says. */
  readonly named: Ledger;
  /** Others that hold migrations of this project, the best first; the first is believed where `name` is its name. */
  readonly elsewhere: readonly LedgerElsewhere[];
  /** Tables that may be ledgers and could not be read. */
  readonly unread: readonly LedgerName[];
}

/** Which table a ledger is, and what it keeps. */
export type LedgerKept = Pick<WhichLedger, 'name' | 'keeps' | 'nameless'>;

/**
 * Finds out which ledger is the project's: one that lies elsewhere is known by the hashes it holds. Where the named one
 * holds such hashes, or may, others count only in the schemas that the project answers for.
 */
export function whichLedger(
  { named, others }: Ledgers,
  migrations: readonly Migration[],
  { scope, settings }: LedgerPlace,
): WhichLedger {
  const name = scope.ledger;
  const alone = { name, named, elsewhere: [], unread: [] };
  if (settings.ledger === 'none')
    return { ...alone, ledger: { state: 'read', rows: migrations.map(rowOf) }, keeps: 'nothing' };
  if (named.state === 'versions') {
    const rows = rowsOfVersions(named.versions, migrations);
    return { ...alone, ledger: { state: 'read', rows }, keeps: 'versions' };
  }
  const isKnown = named.state === 'hidden' || (named.state === 'read' && heldBy(named.rows, migrations) > 0);
  const elsewhere = others
    .flatMap(({ name, ledger }) =>
      ledger.state === 'read'
        ? { name, rows: ledger.rows, held: heldBy(ledger.rows, migrations), ...namelessIn(ledger) }
        : [],
    )
    .filter(({ name, held }) => held > 0 && (!isKnown || isSchemaInScope(name.schema, scope)))
    .sort((a, b) => b.held - a.held);
  const unread = others.filter(({ ledger }) => ledger.state === 'hidden').map(({ name }) => name);
  const [best] = elsewhere;
  return !isKnown && best
    ? {
        ledger: { state: 'read', rows: best.rows },
        name: best.name,
        keeps: 'hashes',
        ...(best.nameless ? { nameless: true } : {}),
        named,
        elsewhere,
        unread,
      }
    : { ledger: named, name, keeps: 'hashes', ...namelessIn(named), named, elsewhere, unread };
}

const namelessIn = (ledger: Ledger): { readonly nameless?: true } =>
  ledger.state === 'read' && ledger.nameless ? { nameless: true } : {};

const rowOf = ({ when, hash, name }: Migration): LedgerRow => ({
  createdAt: when,
  hash,
  ...(name === undefined ? {} : { name }),
});

function heldBy(rows: readonly LedgerRow[], migrations: readonly Migration[]): number {
  const hashes = new Set(rows.flatMap(({ hash }) => hash ?? []));
  return migrations.filter((migration) => isAmong(hashes, migration)).length;
}

/** A catalog without ledgers that lie elsewhere, and without their schemas unless somebody expects those. */
export function withoutLedgers(
  { server, objects }: Catalog,
  ledgers: readonly LedgerName[],
  isExpected: (key: string) => boolean,
): Catalog {
  const kept = objects.filter(
    (object) =>
      (object.id.kind === 'schema' && isExpected(keyOf(object.id))) ||
      !ledgers.some((name) => isOfLedger(object, name)),
  );
  return { server, objects: kept };
}

/** Says that not all tables that look like a ledger were looked into. */
export const tooManyLedgers = ({ others }: Ledgers): string[] =>
  others.length < mostLedgers - 1
    ? []
    : [`not looked into: tables that look like a ledger, after the first ${others.length}`];
