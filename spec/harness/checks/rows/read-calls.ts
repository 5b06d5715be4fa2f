import { type CloseCall, table } from './close-call.ts';

const fails = 'migration-fails-on-rows';
const dropMore = 'ALTER TABLE t DROP COLUMN more;';
const filled = (type: string, value: string, where = ''): string =>
  `ALTER TABLE t ADD COLUMN more ${type}; UPDATE t SET more = ${value}${where};`;

/** What a step reads from documents, from whole rows, and from instants by a time zone that it names. */
export const readCalls: readonly CloseCall[] = [
  {
    name: 'a number under two keys',
    before: table('settings jsonb NOT NULL'),
    bad: [filled('integer', "(settings->'limits'->>'seats')::integer"), dropMore],
    rule: fails,
    good: [
      filled(
        'integer',
        "(settings->'limits'->>'seats')::integer",
        " WHERE settings->'limits'->>'seats' ~ '^[0-9]{1,9}$'",
      ),
      dropMore,
    ],
  },
  {
    name: 'a list at the end of a path',
    before: table('doc jsonb'),
    bad: [filled('integer', "jsonb_array_length(doc #> '{order,items}')"), dropMore],
    rule: fails,
    good: [
      filled(
        'integer',
        "jsonb_array_length(doc #> '{order,items}')",
        " WHERE jsonb_typeof(doc #> '{order,items}') = 'array'",
      ),
      dropMore,
    ],
  },
  {
    name: 'the first of a list in a document, read in a block',
    before: table('doc json'),
    bad: [
      "ALTER TABLE t ADD COLUMN more uuid; DO $$ BEGIN UPDATE t SET more = (doc->'owners'->0->>'id')::uuid; END $$;",
      dropMore,
    ],
    rule: fails,
    good: [
      "ALTER TABLE t ADD COLUMN more text; DO $$ BEGIN UPDATE t SET more = doc->'owners'->0->>'id'; END $$;",
      dropMore,
    ],
  },
  {
    name: 'instants as the clocks of a zone show them',
    before: table('at timestamptz NOT NULL'),
    bad: [
      "ALTER TABLE t ALTER COLUMN at TYPE timestamp USING at AT TIME ZONE 'America/New_York';",
      "ALTER TABLE t ALTER COLUMN at TYPE timestamptz USING at AT TIME ZONE 'America/New_York';",
    ],
    rule: 'migration-down-changes-rows',
    good: [
      "ALTER TABLE t ALTER COLUMN at TYPE timestamp USING at AT TIME ZONE 'UTC';",
      "ALTER TABLE t ALTER COLUMN at TYPE timestamptz USING at AT TIME ZONE 'UTC';",
    ],
  },
  {
    name: 'one of a time of day, by the clocks of a zone',
    before: table('at timestamptz NOT NULL UNIQUE'),
    bad: ["CREATE UNIQUE INDEX u ON t ((at AT TIME ZONE 'Europe/Berlin'));", 'DROP INDEX u;'],
    rule: fails,
    good: ["CREATE UNIQUE INDEX u ON t ((at AT TIME ZONE 'Asia/Tokyo'));", 'DROP INDEX u;'],
  },
  {
    name: 'one a day, of times that are unique',
    before: table('at timestamp NOT NULL UNIQUE'),
    bad: ['CREATE UNIQUE INDEX u ON t ((at::date));', 'DROP INDEX u;'],
    rule: fails,
    good: ['CREATE UNIQUE INDEX u ON t ((at::date), id);', 'DROP INDEX u;'],
  },
  {
    name: 'a whole row with an instant as a document',
    before: table('at timestamptz NOT NULL, a text'),
    bad: [filled('jsonb', 'to_jsonb(t)'), dropMore],
    rule: 'migration-depends-on-session',
    good: [filled('jsonb', "jsonb_build_object('a', a)"), dropMore],
  },
  {
    name: 'a table whose check calls a function with a pattern in it',
    before: `CREATE FUNCTION is_code(code text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS
      $$ BEGIN RETURN code ~ '^[A-Z]{2}-[0-9]{4}$'; END $$; ${table('code text NOT NULL CHECK (is_code(code))')}`,
    bad: ['ALTER TABLE t ADD COLUMN more integer NOT NULL;', dropMore],
    rule: fails,
    good: ['ALTER TABLE t ADD COLUMN more integer NOT NULL DEFAULT 1;', dropMore],
  },
];
