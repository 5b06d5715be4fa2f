import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, inject } from 'vitest';
import type { DraftReport } from '../../src/harness/model/downs.ts';
import type { InitFile } from '../../src/harness/model/init-report.ts';
import { runInProcess } from './in-process.ts';

/** A small project: the text of each file by its path. */
export type Files = Readonly<Record<string, string>>;

/** Writes projects that find this repository's packages; removed when the spec file is done. */
export function useStrangers(): (files: Files, packages?: boolean) => Promise<string> {
  const made: string[] = [];
  afterAll(() => Promise.all(made.map((folder) => rm(folder, { recursive: true, force: true }))));
  return async (files, packages = true) => {
    const folder = await mkdtemp(join(tmpdir(), 'stranger-'));
    made.push(folder);
    await writeFiles(folder, files);
    if (packages) await symlink(resolve('node_modules'), join(folder, 'node_modules'));
    return folder;
  };
}

/** Writes files into a folder. */
export async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** A migration's SQL, and perhaps that of its way back. */
export type Step = readonly [up: string, down?: string];

/** The migrations of a journal, each its up and perhaps its down, as files of the folder `drizzle`. */
export function historyOf(...steps: readonly Step[]): Files {
  const tags = steps.map((_, idx) => `000${idx}_step`);
  const entries = tags.map((tag, idx) => ({
    idx,
    version: '7',
    when: 1735689600000 + idx * 86_400_000,
    tag,
  }));
  return {
    'drizzle/meta/_journal.json': JSON.stringify({ version: '7', dialect: 'postgresql', entries }),
    ...Object.fromEntries(
      steps.flatMap(([up, down], idx) => [
        [`drizzle/${tags[idx]}.sql`, up],
        ...(down === undefined ? [] : [[`drizzle/${tags[idx]}_down.sql`, down]]),
      ]),
    ),
  };
}

/** A config with these settings besides, and a schema with these exports. */
export const configOf = (schema: string, settings: object = {}): Files => ({
  'drizzle.config.ts': `export default ${JSON.stringify({ dialect: 'postgresql', schema: './schema.ts', ...settings })};`,
  'schema.ts': `import * as d from 'drizzle-orm/pg-core';\n${schema}`,
});

export interface Found {
  readonly rule: string;
  readonly severity: string;
  readonly object: { readonly kind: string; readonly schema?: string; readonly name: string };
  readonly source: { readonly file: string; readonly line?: number } | null;
  readonly message: string;
  readonly advice: string;
}

/** Commands that have no option --server. */
const serverless = ['history', 'status'];

export interface RanIn {
  readonly code: number;
  readonly stderr: string;
  /** What is more than an info, as `rule name`. */
  readonly serious: readonly string[];
  readonly findings: readonly Found[];
  /** What was asked, in the order of the verdicts. */
  readonly questions: readonly string[];
  /** Why parts of that have no answer. */
  readonly unanswered: readonly string[];
  readonly modes: readonly string[];
  readonly notCompared: readonly string[];
  /** The SQL of a plan for a live database, with why it is not proved. */
  readonly planned: readonly { readonly sql: string; readonly unproved: string | null }[];
  /** Of `down`. */
  readonly downs: readonly DraftReport[];
  /** Of `init`. */
  readonly files: readonly InitFile[];
}

/**
 * Runs a command in a project, within this process, and reads its report. A live database is named by its URL. What
 * migrations cost is measured only where sizes are given.
 */
export async function runIn(cwd: string, argv: readonly string[], live?: URL): Promise<RanIn> {
  const needsServer = !serverless.includes(argv[0] ?? '') && !argv.includes('--server');
  const cheaply = argv[0] === 'verify' && !argv.includes('--sizes') ? ['--no-cost'] : [];
  const { code, stdout, stderr } = await runInProcess(
    [...argv, ...cheaply, '--format', 'json', ...(needsServer ? ['--server', inject('serverUrl')] : [])],
    { cwd, env: live ? { DRIFTPROOF_URL: live.href } : {}, now: () => new Date('2025-06-01') },
  );
  // Where there is no report, its place has what went wrong.
  const report = { findings: [], migrations: [], verdicts: [], ...JSON.parse(stdout || '{}') };
  const findings: Found[] = report.findings;
  const verdicts: readonly { question: string; unanswered: readonly string[] }[] = report.verdicts;
  const serious = findings.filter(({ severity }) => severity !== 'info');
  return {
    code,
    stderr,
    findings,
    serious: serious.map(({ rule, object }) => `${rule} ${object.name}`),
    questions: verdicts.map(({ question }) => question),
    unanswered: verdicts.flatMap(({ unanswered }) => unanswered),
    notCompared: report.notCompared ?? [],
    planned: report.plan?.statements ?? [],
    downs: report.downs ?? [],
    files: report.files ?? [],
    modes: report.migrations.map(({ mode }: { mode: string }) => mode),
  };
}
