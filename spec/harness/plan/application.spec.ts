import { applicationHistory, applyMigrations } from '../../support/history.ts';
import { provePlans } from './prove.ts';

await provePlans('application', async (database) => applyMigrations(database, await applicationHistory()));
