import { expect, it } from 'vitest';
import type { StatementReport } from '../../../src/harness/model/plan-report.ts';
import type { Report } from '../../../src/harness/model/report.ts';
import { adoptionText } from '../../../src/harness/report/adoption-text.ts';
import { planSql } from '../../../src/harness/report/plan-sql.ts';

const statement = (sql: string, more: Partial<StatementReport> = {}): StatementReport => ({
  sql,
  object: { kind: 'function', schema: 'public', name: 'f', arguments: [] },
  does: 'create',
  inTransaction: true,
  privileged: false,
  loses: null,
  failsOnRows: null,
  unproved: null,
  ...more,
});

const printed = (...statements: readonly StatementReport[]): string =>
  planSql({
    command: 'repair',
    servers: [],
    verdicts: [],
    steps: [],
    notCompared: [],
    objects: 0,
    ms: 0,
    plan: {
      target: 'host:1/db',
      upTo: null,
      fingerprints: { live: 'a', expected: 'b' },
      triedOn: '18.4',
      preamble: [],
      statements,
      safe: statements.length,
      unplanned: [],
      unfilled: [],
    },
  } satisfies Report);

/** What is no comment, of a script of comments and one statement. */
const sqlIn = (text: string): string[] =>
  text.split('\n').filter((line) => line !== '' && !line.startsWith('--'));

it('a statement of several lines is printed as it is', () => {
  const sql = "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS '\n\tSELECT 1\n'";
  expect(printed(statement(sql))).toContain(`\n${sql};\n`);
});

it.each([
  ['an escape of a terminal', "SELECT '\u001b[2J'"],
  ['a direction that hides what follows', "SELECT '\u202e'"],
  ['a carriage return', 'SELECT 1;\rDROP TABLE t'],
  ["a command to GitHub's runner", "SELECT '\n::set-env name=x::y'"],
  ["a command to Azure's", "SELECT '##vso[task.setvariable]'"],
])('a statement with %s is a comment in which it shows', (_, sql) => {
  const text = printed(statement(sql));
  expect(sqlIn(text)).toEqual(['BEGIN;', 'COMMIT;']);
  expect(text).toContain('-- holds characters that do not show: take it from --format json');
  for (const hidden of ['\u001b', '\u202e', '\r', '\n::', '##vso[']) expect(text).not.toContain(hidden);
});

it('what is said of a statement cannot end its comment', () => {
  const words = 'x\nDROP TABLE t; --\r\\! sh';
  const text = printed(statement('SELECT 1', { loses: words, failsOnRows: words, unproved: words }));
  expect(sqlIn(text)).toEqual(['BEGIN;', 'SELECT 1;', 'COMMIT;']);
});

it('nor can a name', () => {
  const object = { kind: 'table', schema: 'public', name: 'x\nDROP TABLE t' } as const;
  expect(sqlIn(printed(statement('SELECT 1', { object })))).toEqual(['BEGIN;', 'SELECT 1;', 'COMMIT;']);
});

it.each([
  ['role', 'CREATE ROLE r', 'a superuser, or a role that may create roles'],
  ['table', 'ALTER TABLE t OWNER TO "a b"', 'a superuser, or an owner who may SET ROLE to the new one'],
  ['grant', 'GRANT SELECT ON t TO r', 'a superuser, or who owns this or has it WITH GRANT OPTION'],
  ['foreign-key', 'ALTER TABLE t ENABLE TRIGGER "RI_ConstraintTrigger_a_1"', 'a superuser'],
] as const)('who may run what the owner of a %s may not is said', (kind, sql, words) => {
  const object = { kind, schema: 'public', name: 'x' };
  expect(printed(statement(sql, { object, privileged: true }))).toContain(`\n-- needs ${words}\n${sql};\n`);
});

it('a migration to adopt is shown within its place', () => {
  const text = adoptionText(
    {
      target: 'host:1/db',
      tag: '0001_adopt',
      files: [{ path: 'x.sql', text: "SELECT '\u001b[2J\n::error::'", isNew: true }],
      written: false,
      ledger: null,
      schema: "export const x = '\u202e'",
      remarks: ['not adopted: x\n::error::y'],
    },
    [],
  );
  expect(text).not.toMatch(/^\s*::/m);
  for (const hidden of ['\u001b', '\u202e']) expect(text).not.toContain(hidden);
});
