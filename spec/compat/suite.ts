import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How the suite's specs of reading and of drift end on a server. */
export interface SuiteResult {
  readonly major: number;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
}

/** Specs that ask something of the server that they are given; what pairs are compared by has owners, partitions and all kinds. */
const specs: readonly string[] = [
  'spec/docs/catalogs.spec.ts',
  'spec/harness/catalog',
  'spec/harness/cli/drift.spec.ts',
  'spec/harness/cli/memberships.spec.ts',
  'spec/harness/cli/rights.spec.ts',
  'spec/harness/live/partitions-behind.spec.ts',
  'spec/harness/live/roles.spec.ts',
  'spec/harness/live/pooled.spec.ts',
  'spec/harness/live/sequences.spec.ts',
  'spec/harness/live/state.spec.ts',
];

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly { readonly status: string }[];
}

/** Specs that speak to the server by node-postgres alone take every other word for one that wants TLS. */
function withoutTls(url: URL): URL {
  const plain = new URL(url);
  plain.searchParams.set('sslmode', 'disable');
  return plain;
}

/** Runs those specs with scratch databases on a server; a file that cannot be run counts as one that fails. */
export function runSuite(major: number, url: URL): SuiteResult {
  const began = Date.now();
  const folder = mkdtempSync(join(tmpdir(), 'compat-'));
  try {
    const file = join(folder, 'report.json');
    const args = ['run', ...specs, '--mode', withoutTls(url).href, '--reporter=json', `--outputFile=${file}`];
    spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', ...args], { stdio: 'ignore' });
    const report: VitestReport = JSON.parse(readFileSync(file, 'utf8'));
    const broken = report.testResults.filter(({ status }) => status !== 'passed').length;
    return {
      major,
      passed: report.numPassedTests,
      failed: Math.max(report.numFailedTests, broken),
      seconds: (Date.now() - began) / 1000,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
