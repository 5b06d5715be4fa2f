import { type LedgerName, qualified } from '../history/ledger.ts';
import type { Migration } from '../history/migrations.ts';
import { Problem } from '../model/problem.ts';
import { quoteText } from '../postgres/connection.ts';
import { deleteSql, placeIn } from './place-in-ledger.ts';
import type { Step } from './step.ts';

/** How a step is sent; and SQL to run together with the ledger's row, such as the end of its progress. */
export interface GatedSend {
  readonly send: () => Promise<void>;
  readonly ending: string;
}

/**
 * Runs a step and records it in the ledger, unless the ledger already has it; returns whether it ran. Throws what
 * sending throws, and a Problem when a later migration is applied or there is no down file.
 */
export async function passLedgerGate(step: Step, gated: GatedSend): Promise<boolean> {
  const { applied, later } = await placeIn(step);
  if (applied === (step.direction === 'up')) return false;
  await (step.direction === 'up' ? runUp : runDown)(step, later, gated);
  return true;
}

/** Whether a step still has to run, according to the ledger. */
export const isPendingStep = async (step: Step): Promise<boolean> =>
  (await placeIn(step)).applied !== (step.direction === 'up');

/** Drizzle 0.x runs only what is later than the newest row, so an older step would leave a wrong ledger. */
async function runUp({ database, migration, ledger }: Step, later: boolean, gated: GatedSend): Promise<void> {
  if (migration.name === undefined && later) throw laterExists(migration);
  await gated.send();
  await database.run(insertSql(migration, ledger) + gated.ending);
}

/** SQL: the row that Drizzle's migrator writes for a migration; that of 0.x, where the ledger has no place for names. */
export function insertSql({ name, hash, when }: Migration, ledger: LedgerName, nameless = false): string {
  const row = {
    hash: quoteText(hash),
    created_at: when,
    ...(name === undefined || nameless ? {} : { name: quoteText(name) }),
  };
  const [columns, values] = [Object.keys(row).join(', '), Object.values(row).join(', ')];
  return `INSERT INTO ${qualified(ledger)} (${columns}) VALUES (${values})`;
}

async function runDown(step: Step, later: boolean, gated: GatedSend): Promise<void> {
  const { migration } = step;
  if (!migration.down) throw new Problem(`migration ${migration.tag} has no down file`);
  if (migration.irreversible !== undefined)
    throw new Problem(`migration ${migration.tag} is irreversible: ${migration.irreversible}`);
  if (later) throw laterExists(migration);
  await gated.send();
  await step.database.run(deleteSql(step) + gated.ending);
}

const laterExists = ({ tag }: Migration): Problem =>
  new Problem(`a later migration than ${tag} is applied`, { advice: 'take that one back first' });
