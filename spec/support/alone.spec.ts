import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import picomatch from 'picomatch';
import { expect, it } from 'vitest';
import { alone } from './alone.ts';

/** What only a process of its own takes back, or would show. */
const needsItsOwn = /\bvi\.(mock|doMock|hoisted)\(|\bprocess\.env\.\w+ = |\b(keep|hide)Secrets\b/;

it('what replaces modules, changes the environment or looks at what is remembered of passwords shares no worker', () => {
  const specs = readdirSync('spec', { recursive: true, encoding: 'utf8' })
    .map((file) => join('spec', file))
    .filter((file) => file.endsWith('.spec.ts') && file !== 'spec/support/alone.spec.ts');
  const needing = specs.filter((file) => needsItsOwn.test(readFileSync(file, 'utf8')));
  expect(needing).toContain('spec/harness/history/read-once.spec.ts');
  expect(needing.filter((file) => !picomatch.isMatch(file, [...alone]))).toEqual([]);
});
