import type { DriftRow } from './row.ts';

const base = 'CREATE TABLE t (a int, b int);';

const view = (sentence: string, declared: string, live: string, ...differences: string[]): DriftRow => ({
  sentence: `view: ${sentence}`,
  base,
  declared: `CREATE VIEW x ${declared}`,
  live: `CREATE VIEW x ${live}`,
  differences: differences.map((difference) => `changed view public.x ${difference}`),
});

const materialized = (
  sentence: string,
  declared: string,
  live: string,
  ...differences: string[]
): DriftRow => ({
  sentence: `materialized view: ${sentence}`,
  base,
  declared: `CREATE MATERIALIZED VIEW x ${declared}`,
  live: `CREATE MATERIALIZED VIEW x ${live}`,
  differences: differences.map((difference) => `changed materialized-view public.x ${difference}`),
});

export const views: readonly DriftRow[] = [
  {
    sentence: 'view: missing',
    base,
    declared: 'CREATE VIEW x AS TABLE t',
    live: '',
    differences: ['missing view public.x'],
  },
  view(
    'another definition',
    'AS SELECT 1 AS a',
    'AS SELECT 2 AS a',
    'definition: SELECT 1 AS a → SELECT 2 AS a',
  ),
  view(
    'made before a column was added',
    "AS SELECT 'x'::text AS a",
    "AS SELECT 'x'::text AS a, 'y'::text AS b",
    "definition: SELECT 'x'::text AS a → SELECT 'x'::text AS a, 'y'::text AS b",
  ),
  {
    ...view(
      'security invoker',
      'AS TABLE t',
      'WITH (security_invoker) AS TABLE t',
      'options: [] → [security_invoker=true]',
    ),
    since: 15,
  },
  view(
    'check option',
    'AS TABLE t WITH LOCAL CHECK OPTION',
    'AS TABLE t WITH CASCADED CHECK OPTION',
    'options: [check_option=local] → [check_option=cascaded]',
  ),
  view(
    'a default of a column',
    'AS TABLE t',
    'AS TABLE t; ALTER VIEW x ALTER a SET DEFAULT 1',
    'columnDefaults: [] → [a expression 1]',
  ),
  view(
    'comment on a column',
    'AS TABLE t',
    "AS TABLE t; COMMENT ON COLUMN x.b IS 'why'",
    "columnComments: [] → [b comment 'why']",
  ),
  view('comment', 'AS TABLE t', "AS TABLE t; COMMENT ON VIEW x IS 'why'", 'comment: none → why'),
  {
    sentence: 'view: missing, and its triggers and rules with it',
    base: `${base} CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;`,
    declared: `CREATE VIEW x AS TABLE t; CREATE TRIGGER tr INSTEAD OF UPDATE ON x FOR EACH ROW EXECUTE FUNCTION f();
      CREATE RULE r AS ON DELETE TO x DO INSTEAD NOTHING`,
    live: '',
    differences: ['missing view public.x'],
  },
];

export const materializedViews: readonly DriftRow[] = [
  {
    sentence: 'materialized view: missing, and its indexes with it',
    base,
    declared: 'CREATE MATERIALIZED VIEW x AS TABLE t; CREATE INDEX ON x (a)',
    live: '',
    differences: ['missing materialized-view public.x'],
  },
  materialized(
    'another definition',
    'AS SELECT 1 AS a',
    'AS SELECT 2 AS a',
    'definition: SELECT 1 AS a → SELECT 2 AS a',
  ),
  materialized('not populated', 'AS TABLE t', 'AS TABLE t WITH NO DATA', 'populated: true → false'),
  materialized(
    'storage parameters',
    'AS TABLE t',
    'WITH (fillfactor = 50) AS TABLE t',
    'options: [] → [fillfactor=50]',
  ),
  {
    ...materialized('access method', 'AS TABLE t', 'USING heap2 AS TABLE t', 'accessMethod: none → heap2'),
    base: `${base} CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;`,
  },
  materialized(
    'tablespace',
    'AS TABLE t',
    'TABLESPACE driftproof_spec AS TABLE t',
    'tablespace: none → driftproof_spec',
  ),
  materialized(
    'storage, compression and a target of a column',
    "AS SELECT a, 'x'::text AS b FROM t",
    "AS SELECT a, 'x'::text AS b FROM t; ALTER MATERIALIZED VIEW x ALTER b SET STORAGE EXTERNAL, ALTER b SET COMPRESSION pglz, ALTER b SET STATISTICS 7",
    'columnStorage: [] → [b compression pglz storage external statistics 7]',
  ),
  materialized(
    'a target of a column',
    'AS TABLE t; ALTER MATERIALIZED VIEW x ALTER a SET STATISTICS 5',
    'AS TABLE t; ALTER MATERIALIZED VIEW x ALTER a SET (n_distinct = -1)',
    'columnStorage: [a statistics 5] → [a options (n_distinct=-1)]',
  ),
  materialized(
    'comment on a column',
    'AS TABLE t',
    "AS TABLE t; COMMENT ON COLUMN x.b IS 'why'",
    "columnComments: [] → [b comment 'why']",
  ),
  materialized(
    'comment',
    'AS TABLE t',
    "AS TABLE t; COMMENT ON MATERIALIZED VIEW x IS 'why'",
    'comment: none → why',
  ),
];
