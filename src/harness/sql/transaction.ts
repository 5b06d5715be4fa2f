import type { Node } from 'libpg-query';
import { lookUp, type PerKind, type Piece } from './statement.ts';
import { walk } from './tree.ts';

/** The names of statements that cannot run inside a transaction block (`PreventInTransactionBlock` in the Postgres source). */
const refusals: PerKind<string | false | undefined> = {
  IndexStmt: ({ concurrent }) => concurrent && 'CREATE INDEX CONCURRENTLY',
  DropStmt: ({ concurrent }) => concurrent && 'DROP INDEX CONCURRENTLY',
  ReindexStmt: ({ kind, params }) =>
    optionIn(params, 'concurrently')
      ? 'REINDEX CONCURRENTLY'
      : /SCHEMA|SYSTEM|DATABASE/.test(kind ?? '') && 'REINDEX of more than one table',
  VacuumStmt: ({ is_vacuumcmd }) => is_vacuumcmd && 'VACUUM',
  ClusterStmt: ({ relation }) => !relation && 'CLUSTER of all tables',
  AlterSystemStmt: () => 'ALTER SYSTEM',
  CreatedbStmt: () => 'CREATE DATABASE',
  DropdbStmt: () => 'DROP DATABASE',
  AlterDatabaseStmt: ({ options }) => optionIn(options, 'tablespace') && 'ALTER DATABASE … SET TABLESPACE',
  CreateTableSpaceStmt: () => 'CREATE TABLESPACE',
  DropTableSpaceStmt: () => 'DROP TABLESPACE',
  DiscardStmt: ({ target }) => target === 'DISCARD_ALL' && 'DISCARD ALL',
  AlterTableStmt: ({ cmds = [] }) =>
    cmds.some(isDetachConcurrently) && 'ALTER TABLE … DETACH PARTITION CONCURRENTLY',
  CreateSubscriptionStmt: ({ options }) =>
    !isOff(optionIn(options, 'create_slot')) && !isOff(optionIn(options, 'connect')) && 'CREATE SUBSCRIPTION',
};

/** The name of a statement that cannot run inside a transaction block; undefined for any other. */
export const refusalOf = (piece: Piece): string | undefined => lookUp(refusals, piece) || undefined;

/** Without savepoints, which stay inside the migrator's transaction. */
const controls: Readonly<Record<string, string>> = {
  TRANS_STMT_BEGIN: 'BEGIN',
  TRANS_STMT_START: 'START TRANSACTION',
  TRANS_STMT_COMMIT: 'COMMIT',
  TRANS_STMT_ROLLBACK: 'ROLLBACK',
  TRANS_STMT_PREPARE: 'PREPARE TRANSACTION',
  TRANS_STMT_COMMIT_PREPARED: 'COMMIT PREPARED',
  TRANS_STMT_ROLLBACK_PREPARED: 'ROLLBACK PREPARED',
};

/** The name of a statement that begins or ends a transaction; undefined for any other. */
export const transactionControlOf = (piece: Piece): string | undefined =>
  lookUp({ TransactionStmt: ({ kind = '' }) => controls[kind] } satisfies PerKind<string | undefined>, piece);

/** Whether a statement begins a transaction block, ends it, or ends it and begins the next (AND CHAIN). */
export const transactionEffectOf = (piece: Piece): 'begins' | 'ends' | 'chains' | undefined =>
  lookUp(
    {
      TransactionStmt: ({ kind = '', chain }) => {
        if (/^TRANS_STMT_(BEGIN|START)$/.test(kind)) return 'begins';
        if (!/^TRANS_STMT_(COMMIT|ROLLBACK|PREPARE)$/.test(kind)) return undefined;
        return chain ? 'chains' : 'ends';
      },
    } satisfies PerKind<'begins' | 'ends' | 'chains' | undefined>,
    piece,
  );

const isDetachConcurrently = (node: Node): boolean => {
  const def = 'AlterTableCmd' in node ? node.AlterTableCmd.def : undefined;
  return def !== undefined && 'PartitionCmd' in def && def.PartitionCmd.concurrent === true;
};

const optionIn = (options: Node[] = [], name: string): Node | undefined =>
  options.find((option) => 'DefElem' in option && option.DefElem.defname === name);

/** The parser reads `false` as a string, `off` as the name of a type. */
function isOff(option: Node | undefined): boolean {
  const arg = option && 'DefElem' in option ? option.DefElem.arg : undefined;
  if (!arg) return false;
  if ('Integer' in arg) return !arg.Integer.ival;
  const words: unknown[] = [];
  walk(arg, ({ sval }) => words.push(sval));
  return words.some((word) => word === 'false' || word === 'off');
}
