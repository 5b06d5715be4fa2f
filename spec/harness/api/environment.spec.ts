import { history } from 'driftproof';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Files, historyOf, useStrangers } from '../../support/projects.ts';

const write = useStrangers();

/** A project whose config does something before it is one. */
const projectThat = (does: string): Files => ({
  ...historyOf(['CREATE TABLE t (id integer);', 'DROP TABLE t;']),
  'drizzle.config.ts': `${does}\nexport default { dialect: 'postgresql', schema: './schema.ts', out: './drizzle' };`,
  'schema.ts':
    "import { integer, pgTable } from 'drizzle-orm/pg-core';\nexport const t = pgTable('t', { id: integer() });",
});

const untouched = { ...process.env };
beforeEach(() => {
  process.env.STAGE = 'production';
});
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in untouched)) delete process.env[name];
});

describe('a config may change the environment that it runs in', () => {
  it.each([
    ['a variable that is there', "process.env.STAGE = 'test';", 'test'],
    ['from what it is', "process.env.STAGE += '-2';", 'production-2'],
    ['as dotenv does, to override', "Object.assign(process.env, { STAGE: 'test', MADE: '1' });", 'test'],
    ['one that is absent', "process.env.MADE ??= 'here';", 'production'],
    [
      'by its definition',
      "Object.defineProperty(process.env, 'STAGE', { value: 'test', writable: true, enumerable: true, configurable: true });",
      'test',
    ],
    ['taking one away', 'delete process.env.STAGE;', undefined],
    ['the whole, for itself', "process.env = { ...process.env, STAGE: 'test' };", 'production'],
  ])('%s', async (_, does, stage) => {
    const report = await history({ cwd: await write(projectThat(does)) });
    expect(report.verdicts).toHaveLength(1);
    expect(process.env.STAGE).toBe(stage);
  });
});

it('configs that are loaded at the same time leave the process as it was, whichever is done first', async () => {
  const { env, exit, stdout } = process;
  const before = [env, exit, stdout.write, console.log, console.info, console.debug];
  const waits = (ms: number) =>
    projectThat(`console.log('mine'); await new Promise((done) => setTimeout(done, ${ms}));`);
  const folders = [await write(waits(50)), await write(waits(300)), await write(waits(100))];
  await Promise.all(folders.map((cwd) => history({ cwd })));
  expect([process.env, process.exit, process.stdout.write, console.log, console.info, console.debug]).toEqual(
    before,
  );
  expect(process.env).toBe(env);
});

it('one that does not load is no hindrance to the next', async () => {
  const [bad, good] = [
    await write(projectThat("throw new Error('not here');")),
    await write(projectThat('')),
  ];
  const [failed, loaded] = await Promise.allSettled([history({ cwd: bad }), history({ cwd: good })]);
  expect(String(failed.status === 'rejected' && failed.reason)).toContain('not here');
  expect(loaded.status).toBe('fulfilled');
});
