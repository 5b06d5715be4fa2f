import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { action } from '../harness/github/action.ts';
import { runInProcess } from '../support/in-process.ts';
import { configOf, historyOf, useStrangers } from '../support/projects.ts';
import { blocksOf, readPage } from './markdown.ts';

const page = readPage('docs/github.md');
const write = useStrangers();

it('lists every input of the action, with its default', () => {
  const rows = [...page.matchAll(/^\| `([\w-]+)` \| (?:`"?([^`"]*)"?`)? ?\| /gm)];
  expect(Object.fromEntries(rows.map(([, name, preset = '']) => [name, preset]))).toEqual(
    Object.fromEntries(
      Object.entries(action.inputs).map(([name, { default: preset }]) => [
        name,
        preset.replace(/^\$\{\{ (.*) \}\}$/, '$1'),
      ]),
    ),
  );
});

/** What both hooks of the page run before a commit, and for which files. */
async function hooks(): Promise<{ command: string; isFor: (file: string) => boolean }[]> {
  const [preCommit] = blocksOf(page, 'yaml')
    .map((block) => parse(block))
    .filter((each) => each.repos);
  const [hook] = preCommit.repos[0].hooks;
  const [lintStaged = ''] = blocksOf(page, 'js');
  const { default: tasks } = await import(`data:text/javascript,${encodeURIComponent(lintStaged)}`);
  const [[pattern, task]] = Object.entries(tasks) as [[string, (files: readonly string[]) => string]];
  return [
    {
      command: hook.entry.replace(/^npx --no-install /, ''),
      isFor: (file) => new RegExp(hook.files).test(file) && hook.pass_filenames === false,
    },
    { command: task(['drizzle/a.sql']), isFor: (file) => file.startsWith(pattern.replace('**', '')) },
  ];
}

it('shows hooks before a commit that run history where a migration changes', async () => {
  const lost = await write({
    'package.json': '{"type":"module"}',
    ...configOf("export const t = d.pgTable('t', { id: d.integer().primaryKey() });"),
    ...historyOf(['CREATE TABLE t (id integer PRIMARY KEY);', '']),
  });
  for (const { command, isFor } of await hooks()) {
    expect([isFor('drizzle/0000_step.sql'), isFor('src/schema.ts')]).toEqual([true, false]);
    const [name, ...argv] = command.split(' ');
    expect(name).toBe('driftproof');
    const codes = ['.', lost].map(async (cwd) => (await runInProcess(argv, { cwd })).code);
    expect(await Promise.all(codes), command).toEqual([0, 2]);
  }
});
