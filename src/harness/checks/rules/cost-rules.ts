import { withoutHarm } from '../../cost/safe-way.ts';
import { blaming } from './rule.ts';

/** Rules about what a migration costs those who use its tables meanwhile. */
export const costRules = blaming('migration', {
  'migration-rewrites-table': {
    severity: 'info',
    means: 'a statement rewrites a table that stood before, and nobody reads it meanwhile',
    advice: withoutHarm.rewrites,
  },
  'migration-rebuilds-index': {
    severity: 'info',
    means: 'a statement rebuilds an index that stood before, under a lock that blocks',
    advice: withoutHarm.rebuilds,
  },
  'migration-blocks-reads': {
    severity: 'info',
    means: 'a statement scans a table under a lock that blocks reads and writes',
    advice: withoutHarm['blocks-reads'],
  },
  'migration-blocks-writes': {
    severity: 'info',
    means: 'a statement scans a table under a lock that blocks writes',
    advice: withoutHarm['blocks-writes'],
  },
  'migration-lock-held-long': {
    severity: 'info',
    means: 'a lock that blocks is kept while later statements scan other tables',
    advice: 'one table in a migration, or the lock last',
  },
  'migration-backfills': {
    severity: 'info',
    means: 'rows are inserted, updated or deleted, the more the larger the table is',
    advice: withoutHarm.backfills,
  },
  'migration-empties-table': {
    severity: 'info',
    means: 'TRUNCATE of a table that stood before',
    advice: withoutHarm.empties,
  },
  'migration-breaks-running-code': {
    severity: 'info',
    means: 'an up takes away or changes what code finds that was written for what stood before',
    advice: 'first deploy code that does without it, then take it away in a later migration',
  },
});
