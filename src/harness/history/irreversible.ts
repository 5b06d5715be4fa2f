/**
 * Why a migration cannot be taken back, from the first comment of its down file: `-- irreversible: reason`.
 * Empty when the comment gives no reason; undefined when there is no such comment.
 */
export const irreversibleReason = (downSql: string): string | undefined =>
  /^(?:--|\/\*)\s*irreversible\b[ \t]*:?[ \t]*(.*?)[ \t]*(?:\*\/|\r?\n|$)/i.exec(downSql.trimStart())?.[1];
