import { basename, dirname, resolve } from 'node:path';
import { supabaseLedger } from '../../history/default-ledger.ts';
import { type LedgerName, qualified } from '../../history/ledger.ts';
import type { Migration } from '../../history/migrations.ts';
import type { Catalog } from '../../model/catalog.ts';
import type { Finding, Severity } from '../../model/finding.ts';
import { type Identity, keyOf } from '../../model/identity.ts';
import { found } from '../rules/found.ts';
import { rules } from '../rules/registry.ts';
import { tablesMadeBy } from './made-tables.ts';
import type { LedgerElsewhere, LedgerPlace, WhichLedger } from './which-ledger.ts';

/** What a comparison knows besides which ledger it believes. */
export interface LedgerContext {
  readonly place: LedgerPlace;
  readonly migrations: readonly Migration[];
  readonly catalog: Catalog;
  /** What the project does not answer for, besides. */
  readonly whole: Catalog;
  /** How much an absent ledger weighs. */
  readonly absence: Severity;
}

/** What is wrong with the ledger itself, whatever it says. */
export const ledgerFindings = async (which: WhichLedger, context: LedgerContext): Promise<Finding[]> => [
  ...unfit(which, context),
  ...which.elsewhere.map((each) => elsewhereFinding(each, which, context)),
  ...(hasNoRow(which) ? await missing(which, context) : []),
];

const tableOf = ({ schema, table }: LedgerName): Identity => ({ kind: 'table', schema, name: table });

const unfit = ({ named }: WhichLedger, { place }: LedgerContext): Finding[] =>
  named.state === 'unfit'
    ? [
        found(
          'ledger-unfit',
          tableOf(place.scope.ledger),
          `${qualified(place.scope.ledger)} ${named.flaw}: it is not read`,
        ),
      ]
    : [];

/** A ledger elsewhere is the one that is believed, or a second one. */
function elsewhereFinding(
  { name, held }: LedgerElsewhere,
  which: WhichLedger,
  { place: { scope, configFile, settings }, migrations }: LedgerContext,
): Finding {
  const holds = `${qualified(name)} holds ${held} of these ${migrations.length} migrations`;
  if (which.name !== name)
    return found('ledger-twice', tableOf(name), `${holds}, and the ledger is ${qualified(which.name)}`);
  const setting = `{ schema: ${JSON.stringify(name.schema)}, table: ${JSON.stringify(name.table)} }`;
  const message = `${holds}, and the config names ${qualified(scope.ledger)}`;
  return found('ledger-elsewhere', tableOf(name), message, {
    ...(settings.ledger === undefined
      ? {
          file: configFile,
          advice: `set migrations: ${setting} in the drizzle config, or the next deployment runs all of them again; where the migrator is told otherwise, ledger: ${setting} in the driftproof settings`,
        }
      : {
          file: resolve(dirname(configFile), basename(settings.file)),
          advice: `set ledger: ${setting} in the driftproof settings`,
        }),
  });
}

const hasNoRow = ({ ledger }: WhichLedger): boolean =>
  ledger.state === 'absent' || (ledger.state === 'read' && ledger.rows.length === 0);

/** A database without a ledger has run nothing, unless tables are there that the migrations make. */
async function missing({ ledger, name, unread }: WhichLedger, context: LedgerContext): Promise<Finding[]> {
  const table = await tableThatIsMade(context);
  if (table === undefined) return [];
  const what = ledger.state === 'absent' ? 'there is no ledger' : 'there is no row in the ledger';
  const maybe = unread.map((each) => `; ${qualified(each)} looks like one, and the role may not read it`);
  const message = `${what} ${qualified(name)}, though there is ${table}, which a migration makes${maybe.join('')}`;
  return [
    found('ledger-missing', tableOf(name), message, {
      severity: context.absence,
      advice: `${rules['ledger-missing'].advice}; ${otherwise(context)}`,
    }),
  ];
}

/** Which setting says where else a database says what it ran. */
const otherwise = ({ whole }: LedgerContext): string =>
  whole.objects.some(({ id }) => keyOf(id) === keyOf(tableOf(supabaseLedger)))
    ? `there is ${qualified(supabaseLedger)}: where that is the ledger, set ledger: 'supabase' in the driftproof settings`
    : "where nothing records them, set ledger: 'none' in the driftproof settings";

/** A table of the database that a migration makes, by its name. */
async function tableThatIsMade({ migrations, catalog }: LedgerContext): Promise<string | undefined> {
  const made = await tablesMadeBy(migrations);
  const there = catalog.objects.find(({ id }) => id.kind === 'table' && made.has(id.name));
  return there && qualified({ schema: String(there.id.schema), table: there.id.name });
}

/** What a ledger that could not be read means, and how to have it read. */
export function hiddenLedger({ ledger, name }: WhichLedger): string | undefined {
  if (ledger.state !== 'hidden') return undefined;
  const table = qualified(name);
  return ledger.filtered
    ? `row security hides rows of ${table} from role ${ledger.role}: let it bypass row security, or use the table's owner`
    : `role ${ledger.role} may not read ${table}: GRANT USAGE ON SCHEMA ${name.schema} and SELECT ON ${table} to it`;
}
