/**
 * Specs that each begin in a process where nothing has run before: what passwords have been given to this process is
 * remembered until it ends, so that a password which an earlier file gave would be hidden whoever prints it; and modules are
 * loaded once, so that a replacement of one of them would come too late. All others share the worker they run in, which spares
 * each a second of loading.
 */
export const alone: readonly string[] = [
  ...['api', 'cli', 'fleet', 'github', 'live', 'postgres', 'trust'].map(
    (name) => `spec/harness/${name}/**/*.spec.ts`,
  ),
  'spec/harness/history/read-once.spec.ts',
];
