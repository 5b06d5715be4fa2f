import { withoutHarm } from '../../cost/safe-way.ts';
import { blaming } from './rule.ts';

/** Rules about what a migration costs those who use its tables while it runs. */
export const costRules = blaming('migration', {
  'migration-rewrites-table': {
    severity: 'info',
    means: 'a statement rewrites an existing table, which nobody can read or write meanwhile',
    advice: withoutHarm.rewrites,
  },
  'migration-rebuilds-index': {
    severity: 'info',
    means: 'a statement rebuilds an existing index under a lock that blocks others',
    advice: withoutHarm.rebuilds,
  },
  'migration-blocks-reads': {
    severity: 'info',
    means: 'a statement scans an existing table under a lock that blocks reads and writes',
    advice: withoutHarm['blocks-reads'],
  },
  'migration-blocks-writes': {
    severity: 'info',
    means: 'a statement scans an existing table under a lock that blocks writes',
    advice: withoutHarm['blocks-writes'],
  },
  'migration-lock-held-long': {
    severity: 'info',
    means: 'a blocking lock is held while later statements scan other tables',
    advice: 'change one table per migration, or take the lock last',
  },
  'migration-backfills': {
    severity: 'info',
    means: 'rows of an existing table are inserted, updated or deleted, more of them the larger the table is',
    advice: withoutHarm.backfills,
  },
  'migration-empties-table': {
    severity: 'info',
    means: 'TRUNCATE of an existing table',
    advice: withoutHarm.empties,
  },
  'migration-breaks-running-code': {
    severity: 'info',
    means: 'an up removes or changes what code written for the previous schema uses',
    advice: 'first deploy code that does without it, then remove it in a later migration',
  },
});
