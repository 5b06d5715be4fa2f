/**
 * Why a migration cannot be taken back, as the first comment of its down file says: `-- irreversible: reason`.
 * Empty when the comment gives no reason; nothing when there is no such comment.
 */
export const irreversibleReason = (downSql: string): string | undefined =>
  /^(?:--|\/\*)\s*irreversible\b[ \t]*:?[ \t]*(.*?)[ \t]*(?:\*\/|\r?\n|$)/i.exec(downSql.trimStart())?.[1];
