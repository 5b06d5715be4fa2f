import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { forgetFiles } from './forget-files.ts';
import { remember } from './goals/measured.ts';
import { writeSection } from './section.ts';

const runs = 10;

/** What tsc makes of the same sources, file by file, where it finds this project's packages. */
const plain = '.driftproof/tsc';

function buildPlain(): string {
  const options = [
    '--noEmit',
    'false',
    '--rewriteRelativeImportExtensions',
    '--rootDir',
    'src',
    '--outDir',
    plain,
  ];
  mkdirSync(plain, { recursive: true });
  const project = join(plain, 'tsconfig.json');
  writeFileSync(project, JSON.stringify({ extends: '../../tsconfig.json', include: ['../../src/harness'] }));
  execFileSync('npx', ['tsc', '-p', project, ...options], { stdio: 'inherit' });
  const script = join(plain, 'start.js');
  writeFileSync(script, "import { main } from './harness/cli/main.js';\nawait main();\n");
  return script;
}

/** What a build has kept is no use to another: before this row, it has run once more. */
const unchanged = '`driftproof history`';
/** Nothing is kept of earlier runs: every file is parsed. */
const afterChange = 'the same after a change of a migration';
const unbuilt = ['node_modules/jiti/lib/jiti-cli.mjs', join(plain, 'start.ts')];

function rowsToMeasure(): [name: string, args: string[]][] {
  const script = buildPlain();
  writeFileSync(
    join(plain, 'start.ts'),
    "import { main } from '../../src/harness/cli/main.ts';\nawait main();\n",
  );
  return [
    ['`node -e 0`', ['-e', '0']],
    ['`driftproof --version`', ['bin/driftproof.js', '--version']],
    ["the same from tsc's output", [script, '--version']],
    ['the same without a build, through jiti', [...unbuilt, '--version']],
    [unchanged, ['bin/driftproof.js', 'history']],
    [afterChange, ['bin/driftproof.js', 'history']],
    ["the same from tsc's output", [script, 'history']],
    ['the same without a build, through jiti', [...unbuilt, 'history']],
  ];
}

/** npm scripts of this repository switch jiti's cache off, which a user's shell does not. */
const { JITI_FS_CACHE: _, ...env } = process.env;

/** Milliseconds of a whole process. Throws when it fails. */
function timeOf(args: readonly string[]): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
  if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
  return performance.now() - started;
}

const median = (times: readonly number[]): number => {
  const sorted = times.toSorted((a, b) => a - b);
  return ((sorted[runs / 2 - 1] ?? 0) + (sorted[runs / 2] ?? 0)) / 2;
};

const rows = rowsToMeasure();
for (const [, args] of rows) timeOf(args);
const times = rows.map((): number[] => []);
for (let run = 0; run < runs; run++)
  for (const [at, [name, args]] of rows.entries()) {
    if (name === unchanged) timeOf(args);
    if (name === afterChange) forgetFiles();
    times[at]?.push(timeOf(args));
  }
rmSync(plain, { recursive: true });

const medians = times.map(median);
const lines = rows.map(([name], at) => {
  const ms = medians[at] ?? 0;
  return `| ${name} | ${ms.toFixed(0)} | ${(ms / (medians[0] ?? 1)).toFixed(1)} |`;
});
const section = [
  '## Start-up',
  '',
  `Made by \`npm run bench:startup\` on ${cpus().length} cores (${cpus()[0]?.model.trim()}), node ${process.versions.node}.`,
  `Whole processes in this repository, in turns: medians of ${runs}, after one run of each that is not counted.`,
  '',
  '| | ms | × node |',
  '| --- | --: | --: |',
  ...lines,
  '',
  "After a change, Postgres's parser is loaded, a WebAssembly of 1.7 MB. To compile and run it takes about 90 ms of CPU time. On Node 20",
  'and 22, V8 is told not to optimise it, which takes another 300 ms (`src/harness/cli/slow-to-optimise.ts`).',
].join('\n');
console.log(section);
await writeSection('startup', section);
await remember('startup', { medians: { node: medians[0] ?? 0, version: medians[1] ?? 0 } });
