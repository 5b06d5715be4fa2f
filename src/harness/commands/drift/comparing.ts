/** All that is done with a live database once it is read. */
export { compareDatabase, isAnswered } from './compare-database.ts';
export { driftGround } from './ground.ts';
