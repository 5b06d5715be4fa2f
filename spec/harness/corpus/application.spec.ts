import { applicationHistory, applyMigrations } from '../../support/history.ts';
import { useGround } from './ground.ts';
import { proveGround } from './prove.ts';

await proveGround(
  'application',
  useGround(async (database) => applyMigrations(database, await applicationHistory())),
);
