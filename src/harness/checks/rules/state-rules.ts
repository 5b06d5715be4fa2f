import { blaming } from './rule.ts';

/** Rules about what a live database is like beyond what its objects are defined to be. */
export const stateRules = blaming('database', {
  'sequence-behind': {
    severity: 'breaking',
    means: 'a sequence comes to a value that its column holds already, so that inserts fail',
    advice: 'set the sequence behind what its column holds (setval)',
  },
  'collation-outdated': {
    severity: 'warning',
    means:
      'a collation sorts by another version of its library than the one that indexes were built with: rows may not be found in them, and twins may get into unique ones',
    advice:
      'look into the indexes with bt_index_check of amcheck, or REINDEX them; then ALTER COLLATION … REFRESH VERSION (ALTER DATABASE … REFRESH COLLATION VERSION)',
  },
  'materialized-view-unpopulated': {
    severity: 'warning',
    means: 'a materialized view that was never filled, as the migrations leave it: it cannot be queried',
    advice: 'REFRESH MATERIALIZED VIEW',
  },
  'partitions-behind': {
    severity: 'warning',
    means: 'a job makes partitions of a table by time, and none of them holds what is written now',
    advice: 'find out why the job has stopped, and make the partitions that are missing',
  },
  'index-being-built': {
    severity: 'info',
    means: 'an index that is not valid because it is being built right now',
    advice: 'nothing to do: run again when it is built',
  },
});
