import type { SqlFile } from './sql-file.ts';
import { isStatement, type NodeKind } from './statement.ts';

/** Statements that set something in their session, or run what may. */
const setting: ReadonlySet<NodeKind> = new Set([
  'VariableSetStmt',
  'DoStmt',
  'CallStmt',
  'LoadStmt',
  'CreateFunctionStmt',
  'CreateExtensionStmt',
  'DiscardStmt',
]);

/** Whether a file may set something in its session by itself, and not by functions that are there. */
export async function maySetSomething(file: SqlFile): Promise<boolean> {
  if (/set_config/i.test(file.sql)) return true;
  const { pieces } = await file.parsed();
  return pieces.some((piece) => !isStatement(piece) || setting.has(piece.kind));
}
