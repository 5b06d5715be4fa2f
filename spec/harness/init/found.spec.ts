import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Files, historyOf, runIn, useStrangers } from '../../support/projects.ts';
import { git, make, projectIn } from './made.ts';

const newStranger = useStrangers();

const project = async (files: Files = {}): Promise<string> =>
  make(await newStranger({}, false), {
    files: { ...projectIn('', 'ts'), 'package-lock.json': '{}', ...files },
  });

const config = (settings: object): Files => ({
  'drizzle.config.ts': `export default ${JSON.stringify({ dialect: 'postgresql', schema: './schema.ts', ...settings })};`,
});

const needs = (name: string): Files => ({
  'package.json': JSON.stringify({ name: 'made', dependencies: { [name]: '1' } }),
});

const historyAt = (folder: string): Files =>
  Object.fromEntries(
    Object.entries(historyOf(['CREATE TABLE a (id integer);'])).map(([path, text]) => [
      path.replace('drizzle', folder),
      text,
    ]),
  );

describe('what can be told of the settings', () => {
  it.each<[string, Files, string]>([
    ['nothing', {}, '{}'],
    ['a provider of roles', config({ entities: { roles: { provider: 'neon' } } }), "platform: 'neon'"],
    [
      'a host of Supabase',
      config({ dbCredentials: { url: 'postgres://u:secret@db.abc.supabase.co/postgres' } }),
      "platform: 'supabase'",
    ],
    [
      'a host of AWS',
      config({ dbCredentials: { host: 'x.eu-west-1.rds.amazonaws.com', database: 'x' } }),
      "platform: 'rds'",
    ],
    ['a package of Neon', needs('@neondatabase/serverless'), "platform: 'neon'"],
    ['a package of Supabase', needs('@supabase/supabase-js'), "platform: 'supabase'"],
    [
      'the CLI of Supabase, which has a ledger of its own',
      {
        ...config({ out: 'supabase/migrations' }),
        ...historyAt('supabase/migrations'),
        'supabase/config.toml': '',
      },
      "platform: 'supabase', // supabase/config.toml is beside the migrations\n  ledger: 'supabase'",
    ],
  ])('%s', async (_, files, said) => {
    const folder = await project(files);
    const ran = await runIn(folder, ['init']);
    expect(ran.files[0]).toMatchObject({ state: 'written', text: expect.stringContaining(said) });
    expect(JSON.stringify(ran.files)).not.toContain('secret');
    expect({ code: ran.code, unanswered: ran.unanswered }).toEqual({ code: 0, unanswered: [] });
    expect((await runIn(folder, ['verify'])).code).toBe(0);
  });
});

describe('the workflow', () => {
  const stepsIn = async (folder: string) =>
    parse(await readFile(join(folder, '.github/workflows/driftproof.yml'), 'utf8')).jobs.verify.steps;

  it('pins actions as the others do', async () => {
    const others = '- uses: actions/checkout@11bd719 # v4.2.2\n- uses: actions/setup-node@v5\n';
    const folder = await project({ '.github/workflows/ci.yml': others });
    await runIn(folder, ['init']);
    const text = await readFile(join(folder, '.github/workflows/driftproof.yml'), 'utf8');
    expect(text).toContain('- uses: actions/checkout@11bd719 # v4.2.2\n');
    expect((await stepsIn(folder))[1].uses).toBe('actions/setup-node@v5');
  });

  it('is for the branch that the remote calls its main one', async () => {
    const folder = await project();
    await runIn(folder, ['init', '--dry-run']).then(({ files }) =>
      expect(parse(files[1]?.text ?? '').on.push.branches).toEqual(['trunk']),
    );
    git(folder, 'symbolic-ref', '--delete', 'refs/remotes/origin/HEAD');
    git(folder, 'branch', 'master');
    const { files } = await runIn(folder, ['init', '--dry-run']);
    expect(parse(files[1]?.text ?? '').on.push.branches).toEqual(['master']);
  });

  it.each<[string, Files, readonly string[], string | undefined, string]>([
    [
      'of a config by another name',
      {
        'db/other drizzle.ts': "export default { dialect: 'postgresql', schema: './schema.ts' };",
        'db/schema.ts': '',
        ...historyAt('db/drizzle'),
      },
      ['--config', 'db/other drizzle.ts'],
      'db',
      "npx driftproof verify --config 'other drizzle.ts'",
    ],
    [
      'of a config whose paths are from the folder above it',
      {
        'config/drizzle.config.ts':
          "export default { dialect: 'postgresql', schema: './schema.ts', out: './drizzle' };",
      },
      ['--config', 'config/drizzle.config.ts'],
      undefined,
      'npx driftproof verify --config config/drizzle.config.ts',
    ],
  ])('names the folder and the config: %s', async (_, files, argv, within, run) => {
    const folder = await project(files);
    const { files: told } = await runIn(folder, ['init', '--dry-run', ...argv]);
    const steps = parse(told[1]?.text ?? '').jobs.verify.steps;
    expect(steps.at(-1)).toMatchObject({ run, ...(within ? { 'working-directory': within } : {}) });
    expect('working-directory' in steps.at(-1)).toBe(within !== undefined);
  });
});

describe('the line of .gitattributes', () => {
  it.each(['drizzle', 'a b', '[id]', 'x*y', '!odd', '#odd', 'ünï', 'quo"te'])(
    'is for the migrations in %j, and no others',
    async (name) => {
      const folder = await project({ ...config({ out: name }), ...historyAt(name) });
      await runIn(folder, ['init']);
      const said = (path: string) => git(folder, 'check-attr', '-z', 'eol', '--', path).split('\0')[2];
      expect(
        [`${name}/0000_step.sql`, `${name}/meta/x.sql`, 'i/x.sql', 'xxy/x.sql', 'x.sql'].map(said),
      ).toEqual(['lf', 'lf', 'unspecified', 'unspecified', 'unspecified']);
    },
  );

  it('leaves a migration with line ends of Windows as it was committed', async () => {
    const text = 'CREATE TABLE a (id integer);\r\n';
    const folder = await project(historyOf([text], ['SELECT 1;\n']));
    await runIn(folder, ['init']);
    git(folder, 'add', '--renormalize', '.');
    expect(git(folder, 'show', ':drizzle/0000_step.sql')).toBe(text);
    expect(git(folder, 'check-attr', 'eol', '--', 'drizzle/0001_step.sql')).toContain('eol: lf');
  });
});
