import { expect, it } from 'vitest';
import { useTrials } from './bench.ts';

const tryOut = useTrials();

const days = "CHECK (d IN ('2024-02-01', '2024-05-06', '2024-12-11'))";
const dayTo = (text: string, back: string) => ({
  before: `CREATE TABLE t (id integer PRIMARY KEY, d date ${days});`,
  up: `ALTER TABLE t DROP CONSTRAINT t_d_check, ALTER d TYPE text USING ${text};`,
  down: `ALTER TABLE t ALTER d TYPE date USING ${back}, ADD ${days};`,
});

it.each([
  [
    'a truth value that becomes a label',
    {
      before: 'CREATE TABLE t (id integer PRIMARY KEY, d boolean);',
      up: "CREATE TYPE mood AS ENUM ('on', 'off'); ALTER TABLE t ALTER d TYPE mood USING CASE d WHEN true THEN 'on'::mood WHEN false THEN 'off' END;",
      down: "ALTER TABLE t ALTER d TYPE boolean USING d = 'on'; DROP TYPE mood;",
    },
    ['"false" to "off"', '"true" to "on"'],
  ],
  [
    'a day that becomes a text, which no style of a session reads',
    dayTo("to_char(d, 'DD/MM/YYYY')", "to_date(d, 'DD/MM/YYYY')"),
    ['"2024-02-01" to "01/02/2024"', '"2024-12-11" to "11/12/2024"'],
  ],
  [
    'a name with a prefix',
    {
      before: "CREATE TABLE t (id integer PRIMARY KEY, d text CHECK (d IN ('a', 'b')));",
      up: "ALTER TABLE t DROP CONSTRAINT t_d_check; UPDATE t SET d = 'x-' || d;",
      down: "UPDATE t SET d = substr(d, 3); ALTER TABLE t ADD CHECK (d IN ('a', 'b'));",
    },
    ['"a" to "x-a"', '"b" to "x-b"'],
  ],
])(
  'what a down takes back exactly is an info of the up with what each value became: %s',
  async (_, example, pairs) => {
    const { findings, outcome } = await tryOut(example);
    expect(findings).toMatchObject([
      {
        rule: 'migration-changes-rows',
        severity: 'info',
        object: { kind: 'column', schema: 'public', table: 't', name: 'd' },
        step: { check: 'rows', direction: 'up' },
      },
    ]);
    for (const pair of pairs) expect(findings[0]?.message).toContain(pair);
    expect(outcome).toBe('ok');
  },
);

it.each([
  ['a day as ISO 8601 has it', dayTo("to_char(d, 'YYYY-MM-DD')", "to_date(d, 'YYYY-MM-DD')")],
  [
    'NULL for NULL',
    {
      ...dayTo("to_char(d, 'YYYY-MM-DD')", "to_date(d, 'YYYY-MM-DD')"),
      before: 'CREATE TABLE t (id integer PRIMARY KEY, d date CONSTRAINT t_d_check CHECK (d IS NULL));',
      down: "ALTER TABLE t ALTER d TYPE date USING to_date(d, 'YYYY-MM-DD'), ADD CHECK (d IS NULL);",
    },
  ],
])('nothing is said of a text that every session reads as the same: %s', async (_, example) => {
  const { findings } = await tryOut(example);
  expect(findings).toEqual([]);
});
