/**
 * A transaction locks every table, index and sequence that it makes or drops: at the default of 64, 3,000 tables in one
 * migration are too many (Postgres manual, "Lock Management").
 */
export const roomForLocks = { max_locks_per_transaction: '512' } as const;
