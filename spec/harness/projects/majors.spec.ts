import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { functionsByMajor } from '../../../src/harness/postgres/server-advice.ts';
import { configOf, historyOf, runIn, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { serverMajor } from '../catalog/server.ts';
import { otherMajor, otherThan } from '../equivalence/majors.ts';

const databases = useScratchDatabases();
const write = useStrangers();
const major = await serverMajor();
const other = await otherMajor();

it.each(functionsByMajor)('%s came with Postgres %i', async (name, since) => {
  const database = await databases.create();
  const [rows = []] = await database.run(
    `SELECT DISTINCT proname FROM pg_proc WHERE proname = '${name}' AND pronamespace = 'pg_catalog'::regnamespace`,
  );
  expect(rows).toHaveLength(major >= since ? 1 : 0);
});

const project = (up: string, schema = "export const t = d.pgTable('t', { id: d.uuid() });") =>
  write({ ...configOf(schema), ...historyOf([up, 'DROP TABLE t;']) });

const lastLine = (stderr: string): string => stderr.trimEnd().split('\n').at(-1) ?? '';

if (other) describe('a scratch server of an older major than the SQL needs', () => prove(other));
else it('has no other major here', () => expect(other).toBeUndefined());

function prove(there: NonNullable<typeof other>): void {
  const older = Math.min(major, otherThan(major));
  const newer = Math.max(major, otherThan(major));
  let olderUrl: string;
  let live: Scratch;
  beforeAll(async () => {
    const [own, others] = [new URL(inject('serverUrl')), (await there.create()).url];
    olderUrl = (older === major ? own : others).href;
    live = await (older === major ? there : databases).create();
    await live.run('CREATE TABLE t (id uuid)');
  });
  const onOlder = () => ['--server', olderUrl];

  it.each([
    ['a function', 'CREATE TABLE t (id uuid DEFAULT uuidv7());', 'function uuidv7() does not exist'],
    [
      'grammar',
      'CREATE TABLE t (id uuid, a int GENERATED ALWAYS AS (1) VIRTUAL);',
      'syntax error at or near "VIRTUAL"',
    ],
  ])('that lacks %s is named, and the major that has it', async (_, up, reason) => {
    const folder = await project(up);
    for (const command of ['verify', 'drift']) {
      const ran = await runIn(folder, [command, ...onOlder()], live.url);
      expect(lastLine(ran.stderr)).toContain(
        `0000_step.sql:1: ${reason}; the scratch server is Postgres ${older}`,
      );
      expect(lastLine(ran.stderr)).toMatch(
        /needs a newer one: --server container --image postgres:18-alpine$/,
      );
      expect(ran.code).toBe(1);
    }
  });

  it('is named for a schema too', async () => {
    const schema =
      "import { sql } from 'drizzle-orm'; export const t = d.pgTable('t', { id: d.uuid().default(sql`uuidv7()`) });";
    const ran = await runIn(await project('CREATE TABLE t (id uuid);', schema), ['verify', ...onOlder()]);
    expect(lastLine(ran.stderr)).toMatch(/declares: function uuidv7\(\) does not exist.*needs a newer one/);
    expect(ran.code).toBe(1);
  });

  it('is named where the live server is newer', async () => {
    const folder = await project('CREATE TABLE t (id uuid DEFAULT a_function_of_tomorrow());');
    const ran = await runIn(folder, ['drift', ...onOlder()], live.url);
    expect(lastLine(ran.stderr)).toMatch(
      new RegExp(
        `does not exist; the scratch server is Postgres ${older} and the live one ${newer}: --server container --image postgres:${newer}-alpine$`,
      ),
    );
    expect(ran.code).toBe(1);
  });

  it('is not blamed for a mistake', async () => {
    const ran = await runIn(await project('CREATE TABLE t (id uuid DEFAULT no_such_function());'), [
      'verify',
      ...onOlder(),
    ]);
    expect(lastLine(ran.stderr)).toMatch(/does not exist; nothing of this step was kept$/);
    const misspelt = await runIn(await project('CREATE TABEL t ();'), ['verify', ...onOlder()]);
    expect(lastLine(misspelt.stderr)).toMatch(
      /syntax error at or near "TABEL"; nothing of this step was kept$/,
    );
  });
}
