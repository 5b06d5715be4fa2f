/** The questions, which are never mixed; the last one is for projects without a usable history. */
export const questions = [
  'files',
  'schema ↔ migrations',
  'migrations ↔ database',
  'schema ↔ database',
] as const;
export type Question = (typeof questions)[number];
