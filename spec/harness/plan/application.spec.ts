import { applicationHistory, climb } from '../../support/history.ts';
import { provePlans } from './prove.ts';

await provePlans('application', async (database) => climb(database, await applicationHistory()));
