import { mutations } from '../row.ts';

const stamp = 'CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;';

/** Things of kinds that the application has none of. */
export const added = [
  ...mutations('application', 'sequence', [
    ['added', 'CREATE SEQUENCE tickets', 'sequence-extra public.tickets'],
  ]),
  ...mutations('application', 'view', [
    ['added', 'CREATE VIEW paying AS SELECT * FROM users', 'view-extra public.paying'],
  ]),
  ...mutations('application', 'materialized-view', [
    [
      'added, with an index',
      'CREATE MATERIALIZED VIEW counts AS SELECT count(*) FROM users; CREATE INDEX ON counts (count)',
      'materialized-view-extra public.counts',
    ],
  ]),
  ...mutations('application', 'function', [['added', stamp, 'function-extra public.stamp()']]),
  ...mutations('application', 'trigger', [
    [
      'added, with its function',
      `${stamp} CREATE TRIGGER stamped BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION stamp()`,
      'function-extra public.stamp()',
      'trigger-extra public.users.stamped',
    ],
  ]),
  ...mutations('application', 'rule', [
    ['added', 'CREATE RULE keep AS ON DELETE TO users DO INSTEAD NOTHING', 'rule-extra public.users.keep'],
  ]),
  ...mutations('application', 'policy', [
    [
      'added, on a table without row security',
      'CREATE POLICY mine ON users USING (true)',
      'policy-extra public.users.mine',
    ],
  ]),
  ...mutations('application', 'exclusion', [
    [
      'added',
      'ALTER TABLE users ADD CONSTRAINT apart EXCLUDE (email WITH =)',
      'exclusion-extra public.users.apart',
    ],
  ]),
  ...mutations('application', 'extension', [['added', 'CREATE EXTENSION citext', 'extension-extra citext']]),
  ...mutations('application', 'domain', [
    ['added', 'CREATE DOMAIN price AS numeric CHECK (VALUE > 0)', 'domain-extra public.price'],
  ]),
  ...mutations('application', 'composite-type', [
    ['added', 'CREATE TYPE pair AS (a int, b int)', 'composite-type-extra public.pair'],
  ]),
  ...mutations('application', 'range-type', [
    ['added', 'CREATE TYPE span AS RANGE (subtype = float8)', 'range-type-extra public.span'],
  ]),
  ...mutations('application', 'publication', [
    ['added', 'CREATE PUBLICATION feed FOR TABLE users', 'publication-extra feed'],
  ]),
  ...mutations('application', 'statistics', [
    ['added', 'CREATE STATISTICS linked ON email, tier FROM users', 'statistics-extra public.linked'],
  ]),
];
