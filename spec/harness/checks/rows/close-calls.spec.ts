import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../../src/harness/model/finding.ts';
import { seedsOr, timeFor } from '../../../support/seeds.ts';
import { beforeCalls } from './before-calls.ts';
import { type Example, useSeeds } from './bench.ts';
import { exampleOf } from './close-call.ts';
import { everydayCalls } from './everyday-calls.ts';
import { keptCalls } from './kept-calls.ts';
import { laterCalls } from './later-calls.ts';
import { moreCalls } from './more-calls.ts';
import { ownerCalls } from './owner-calls.ts';
import { readCalls } from './read-calls.ts';
import { sessionCalls } from './session-calls.ts';
import { togetherCalls } from './together-calls.ts';
import { triggerCalls } from './trigger-calls.ts';
import { unlistedCalls } from './unlisted-calls.ts';
import { valueCalls } from './value-calls.ts';

const tryUnder = useSeeds();
const seeds = seedsOr(5);
const time = timeFor(seeds);

/** What is found of a migration under each seed, by rule or whole. */
async function foundUnder<T>(
  example: Example,
  of: (finding: Finding) => T,
): Promise<(readonly [string, T[]])[]> {
  const tried = await tryUnder(example, seeds);
  return tried.map(({ findings }, at) => [
    `seed ${seeds[at]}`,
    findings.filter(({ severity }) => severity !== 'info').map(of),
  ]);
}

const calls = [
  ...valueCalls,
  ...laterCalls,
  ...ownerCalls,
  ...sessionCalls,
  ...keptCalls,
  ...everydayCalls,
  ...moreCalls,
  ...beforeCalls,
  ...togetherCalls,
  ...readCalls,
  ...triggerCalls,
  ...unlistedCalls,
];

// Those that begin with the same follow one another, on one database.
const inGroups = calls.toSorted((a, b) => a.before.localeCompare(b.before));

describe.each(inGroups)('$name', (call) => {
  it('is found under every seed', { timeout: time }, async () => {
    for (const [seed, rules] of await foundUnder(exampleOf(call, call.bad), ({ rule }) => rule))
      expect(rules, seed).toContain(call.rule);
  });

  it('and what is close to it, and right, is not', { timeout: time }, async () => {
    for (const [seed, findings] of await foundUnder(exampleOf(call, call.good), (finding) => finding))
      expect(findings, seed).toEqual([]);
  });
});
