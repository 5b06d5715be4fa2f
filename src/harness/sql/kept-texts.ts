import { saysNoDate } from './session-free.ts';
import type { NodeKind, Statement } from './statement.ts';

/** Statements that keep expressions, whose constants the server reads when it makes them. */
export const keeping: ReadonlySet<NodeKind> = new Set([
  'CreateStmt',
  'CreateDomainStmt',
  'AlterDomainStmt',
  'IndexStmt',
  'ViewStmt',
  'CreatePolicyStmt',
  'AlterPolicyStmt',
  'CreateTrigStmt',
  'RuleStmt',
]);

/** Those of which parts do, or are worked out at once. */
const alsoKeeping: ReadonlySet<NodeKind> = new Set([
  'AlterTableStmt',
  'CreateTableAsStmt',
  'CreateFunctionStmt',
  'DoStmt',
]);

/** Whether a statement may leave a date or a time behind that the server reads from a text in it. */
export const mayKeepDate = ({ kind, node }: Statement): boolean =>
  (keeping.has(kind) || alsoKeeping.has(kind)) && !saysNoDate(node);
