import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Step {
  readonly name: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export const action: {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
} = parse(readFileSync('action.yml', 'utf8'));

export interface StepResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
}

export interface Run {
  readonly folder: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
}

/** Runs steps of the action as a runner does: their scripts in bash, with their expressions filled in. */
export async function runSteps(
  names: readonly string[],
  { folder, inputs, env }: Run,
): Promise<Readonly<Record<string, StepResult>>> {
  const results: Record<string, StepResult> = {};
  const temporary = await mkdtemp(join(folder, 'runner-'));
  const value = (expression: string): string => {
    const [, kind = '', name = ''] = /^(inputs|steps\.check\.outputs)\.([\w-]+)$/.exec(expression) ?? [];
    if (kind === 'inputs') return inputs[name] ?? action.inputs[name]?.default ?? '';
    if (kind) return results.check?.outputs[name] ?? '';
    throw new Error(`unknown expression ${expression}`);
  };
  for (const name of names) {
    const step = action.runs.steps.find((each) => each.name === name);
    const output = join(temporary, `${name}.output`);
    await writeFile(output, '');
    const filled = Object.entries(step?.env ?? {}).map(([variable, text]) => [
      variable,
      text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => value(expression)),
    ]);
    const ran = await bash(step?.run ?? 'exit 9', folder, {
      ...env,
      RUNNER_TEMP: temporary,
      GITHUB_OUTPUT: output,
      ...Object.fromEntries(filled),
    });
    const lines = (await readFile(output, 'utf8')).split('\n').filter(Boolean);
    results[name] = { ...ran, outputs: Object.fromEntries(lines.map((line) => line.split(/=(.*)/s, 2))) };
  }
  return results;
}

/** As a runner's `shell: bash` (GitHub's manual, "jobs.<job_id>.steps[*].shell"). */
const bash = (script: string, cwd: string, env: Readonly<Record<string, string>>) =>
  new Promise<Omit<StepResult, 'outputs'>>((done) => {
    const child = execFile(
      'bash',
      ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script],
      { cwd, env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env } },
      (_, stdout, stderr) => done({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
