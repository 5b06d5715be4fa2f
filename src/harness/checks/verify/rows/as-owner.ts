import type { Direction } from '../../../history/file-name.ts';
import type { Migration } from '../../../history/migrations.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Identity } from '../../../model/identity.ts';
import { printName } from '../../../model/identity.ts';
import type { Scratch } from '../../../postgres/scratch.ts';
import { sqlState } from '../../../postgres/sqlstates.ts';
import { type Contents, readContents } from '../../../rows/contents.ts';
import { drawsValues } from '../../../rows/drawn.ts';
import { fillTables } from '../../../rows/fill.ts';
import { StepFailure } from '../../../runner/failure.ts';
import {
  asRole,
  forcedPolicies,
  makeOwner,
  mayBecomeAnyone,
  speaksOfRights,
} from '../../../runner/ordinary-owner.ts';
import { runFile } from '../../../runner/run-file.ts';
import { refusedInTransaction } from '../../../runner/take-step.ts';
import { ReachesBeyond } from '../../../runner/within-database.ts';
import { mayAskForTime } from '../../../sql/clock.ts';
import { mentions } from '../../../sql/line-of.ts';
import { notConcurrently } from '../../../sql/not-concurrently.ts';
import type { Trial } from '../trial.ts';
import { isReversible, touchesRoles } from '../trial-database.ts';
import { foundAt } from './found-at.ts';
import { shortfalls } from './hidden-rows.ts';
import { inOneStatement } from './in-one-statement.ts';
import { adviceOnOwner } from './owner-advice.ts';
import { refusalOf } from './refusal.ts';
import type { RowSource } from './row-source.ts';

/** What was found, and why nothing was tried where rights are in play. */
export interface AsOwner {
  readonly findings: readonly Finding[];
  readonly notTried?: string;
}

const nothing: AsOwner = { findings: [] };

/**
 * Does a migration do the same when production's role runs it: one that owns the tables, is no superuser and is bound by row
 * security? Rows are put in by the superuser before. Only asked where a right may be in play, or a role is named.
 */
export async function triedAsOwner(trial: Trial, options: RowSource): Promise<AsOwner> {
  const { migration, trials, stateBefore } = trial;
  const sql = `${migration.up.sql} ${migration.down?.sql ?? ''}`;
  if (options.role === undefined && !stateBefore.hasRights && !speaksOfRights(sql)) return nothing;
  if (touchesRoles(migration)) return notTried(migration, 'it creates or drops roles');
  return trials
    .run(({ database }) =>
      database.rolledBack(async (inside) =>
        (await mayBecomeAnyone(inside))
          ? walkAs(inside, { ...trial, migration: await underLocks(migration) }, options)
          : nothing,
      ),
    )
    .catch((error) => {
      if (error instanceof ReachesBeyond)
        return notTried(migration, 'others use the scratch server, where the role that is given is used');
      if (error instanceof StepFailure && refusedInTransaction.includes(error.code))
        return notTried(migration, error.reason);
      throw error;
    });
}

/** With indexes built in the transaction, which takes the same rights. */
const underLocks = async (migration: Migration): Promise<Migration> => ({
  ...migration,
  up: await notConcurrently(migration.up),
  down: migration.down && (await notConcurrently(migration.down)),
});

const notTried = ({ tag }: Migration, why: string): AsOwner => ({
  findings: [],
  notTried: `${tag} not tried as an ordinary owner of the tables: ${why}`,
});

/** The way up and down, first as the superuser, of which only what became of the rows is kept. */
async function walkAs(database: Scratch, trial: Trial, options: RowSource): Promise<AsOwner> {
  const { migration, scope } = trial;
  const { perTable: rows, seed } = options;
  await fillTables(database, { rows, seed, ledger: scope.ledger });
  const role = await makeOwner(database, options.role);
  const contents = () => readContents(database, scope.ledger);
  const before = await contents();
  const steps: readonly Direction[] = isReversible(migration) ? ['up', 'down'] : ['up'];
  const meant: Contents[] = [];
  const failed = await database.rolledBack(async (inside) => {
    for (const step of steps) {
      const error = await taken(inside, migration, step);
      if (error) return error;
      meant.push(await contents());
    }
    return undefined;
  });
  if (failed && refusedInTransaction.includes(failed.code)) throw failed;
  const findings: Finding[] = [];
  for (const [at, step] of steps.slice(0, meant.length).entries()) {
    const error = await database.atomic((inside) =>
      asRole(inside, role, async () => taken(inside, migration, step)),
    );
    const hidden = await hiding(database, migration, step);
    if (error) {
      const { about } = await asRole(database, role, async () =>
        inOneStatement(database, migration[step] ?? migration.up, refusalOf(migration)(error)),
      );
      return { findings: [failure(migration, step, error, { about, hidden, role: options.role })] };
    }
    const file = migration[step] ?? migration.up;
    const isExact = hidden !== '' && !mayAskForTime(file.sql) && !(await drawsValues(database, file.sql));
    const twice = { before, meant: meant[at] ?? [], is: await contents(), isExact };
    findings.push(...shortfalls(migration, step, twice, hidden));
    if (findings.length > 0) return { findings };
  }
  return { findings };
}

const taken = (database: Scratch, migration: Migration, step: Direction): Promise<StepFailure | undefined> =>
  database
    .atomic((inside) => runFile(inside, migration[step] ?? migration.up))
    .then(
      () => undefined,
      (error) => {
        if (error instanceof StepFailure && !error.serverIsUnfit) return error;
        throw error;
      },
    );

/** Which policies hide rows of tables that a step names from their owner. */
async function hiding(database: Scratch, migration: Migration, step: Direction): Promise<string> {
  const sql = (migration[step] ?? migration.up).sql;
  const forced = (await forcedPolicies(database)).filter(({ table }) => mentions(sql, table));
  return forced
    .map(({ schema, table, policies }) => {
      const by = policies.length === 0 ? 'no policy' : policies.map((each) => `policy "${each}"`).join(', ');
      return `${printName({ schema, name: table })} forces row security on its owner (${by})`;
    })
    .join(', ');
}

const who = (role: string | undefined): string =>
  role === undefined ? 'an ordinary owner of the tables' : `the role ${role}`;

/** Without a role in the settings nobody knows which rights production's has, besides that no superuser is bound by a policy. */
function failure(
  migration: Migration,
  step: Direction,
  refused: StepFailure,
  { about, hidden, role }: { about: Identity | undefined; hidden: string; role: string | undefined },
): Finding {
  const { reason, file, line, code } = refused;
  const isOfRights = code === sqlState.insufficientPrivilege && hidden === '';
  return foundAt(
    'migration-fails-as-owner',
    migration,
    step,
    about,
    `fails when ${who(role)} runs it: ${reason}${hidden ? `; ${hidden}` : ''}`,
    {
      file,
      line,
      advice: adviceOnOwner(refused, hidden),
      ...(isOfRights && role === undefined ? { severity: 'warning' } : {}),
    },
  );
}
