import { applicationHistory, applyMigrations } from '../../support/history.ts';
import { proveSequences } from './sequences.ts';

await proveSequences('application', async (database) =>
  applyMigrations(database, await applicationHistory()),
);
