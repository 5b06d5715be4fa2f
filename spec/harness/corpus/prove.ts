import { describe, expect, it } from 'vitest';
import { diff } from '../../../src/harness/diff/diff.ts';
import type { Catalog } from '../../../src/harness/model/catalog.ts';
import { keyOf } from '../../../src/harness/model/identity.ts';
import { serialize } from '../../support/serialize.ts';
import { forThisServer } from '../catalog/server.ts';
import { allControls } from './controls/all.ts';
import { findingsBetween, nameOf } from './findings.ts';
import type { useGround } from './ground.ts';
import { rareMutations } from './rare/all.ts';
import { corpus } from './rows/all.ts';
import type { Ground } from './rows/row.ts';
import * as owners from './rows/sink/owners.ts';
import * as rights from './rows/sink/rights.ts';

type Prepared = ReturnType<typeof useGround>;

/** Every this many rows the owner reads as well. */
const sampling = 10;

/** Proves the corpus and the controls of one ground. */
export async function proveGround(on: Ground, ground: Prepared): Promise<void> {
  const drifts = (await forThisServer(`drifts of the ${on}`, corpus)).filter((row) => row.on === on);
  const controls = allControls.filter((row) => row.on === on);

  describe('a database that was not touched', () => {
    it('agrees with itself, whoever reads it', async () => {
      const [owner, outsider] = await ground.catalogsAfter('', ['owner', 'outsider']);
      for (const catalog of [owner, outsider])
        expect(catalog && serialize(catalog)).toBe(serialize(ground.untouched));
      expect(diff(ground.untouched.objects, ground.untouched.objects)).toEqual([]);
    });
  });

  const turns = new Set([...rareMutations, ...Object.values({ ...rights, ...owners }).flat()]);
  const cases = drifts.map((row, at) => ({ ...row, turned: turns.has(row), sampled: at % sampling === 0 }));

  const readInPart = new Set<string>();

  // One reading of a change serves all that is proved of it: they follow one another.
  describe.each(cases)('$sentence', ({ sentence, change, findings, turned, sampled }) => {
    it('is found, named, and nothing else is', async () => {
      const found = await ground.inspect(change);
      expect(found.findings.map(nameOf).sort()).toEqual([...findings].sort());
      expect(keysOf(found.catalog, ground.untouched)).toEqual(keysOf(ground.untouched, found.catalog));
    });

    it('is read as by itself where it is known what was there before', async () => {
      const { catalog, inPart } = await ground.readOf(change);
      if (!inPart) return;
      expect(serialize(inPart)).toBe(serialize(catalog));
      readInPart.add(sentence);
    });

    if (turned)
      it('is found the other way round as well', async () => {
        const changed = await ground.catalogAfter(change);
        const found = await findingsBetween(changed, ground.untouched, ground.database);
        expect(found.map(nameOf).sort()).toEqual(turnedNames(sentence, findings));
      });

    if (sampled)
      it('is seen by a role that may only connect as its owner sees it', async () => {
        const outsider = await ground.catalogAfter(change);
        const [owner] = await ground.catalogsAfter(change, ['owner']);
        expect(serialize(outsider)).toBe(owner && serialize(owner));
      });
  });

  describe('what changes nothing is not reported', () => {
    it.each(controls.map((row) => [row.sentence, row] as const))('%s', async (_, { change }) => {
      const found = await ground.inspect(change);
      expect(found.findings.map(nameOf)).toEqual([]);
      const { catalog, inPart } = await ground.readOf(change);
      if (inPart) expect(serialize(inPart)).toBe(serialize(catalog));
    });
  });

  it('is not read as a whole after most of what is done to tables alone', () => {
    const ofTables = drifts.filter(({ kind }) => kindsOfTables.includes(kind));
    const inPart = ofTables.filter(({ sentence }) => readInPart.has(sentence));
    expect(inPart.length).toBeGreaterThan(ofTables.length / 2);
  });
}

const kindsOfTables: readonly string[] = ['column', 'check', 'foreign-key', 'index', 'primary-key', 'unique'];

/**
 * What an environment does by itself, and is nothing there: default privileges where no migration sets any, a built-in right
 * taken from PUBLIC where no migration says anything of it, one that PUBLIC has as well, and a role that row security binds
 * there although it does not elsewhere. What a migration takes from PUBLIC is said of PUBLIC too.
 */
const turnedOtherwise: Readonly<Record<string, readonly string[]>> = {
  'sink, grant: of tables to come': [],
  'sink, grant: on a procedure': [],
  'sink, grant: with a function that was made again': [],
  'sink, grant: on a function that PUBLIC may not call': [
    'grant-missing on function hand.many() to driftproof_sink_app',
    'revoke-missing on function hand.many() from PUBLIC',
  ],
  'sink, revoke: a function given back to PUBLIC': [],
  'sink, revoke: a domain given back to PUBLIC': [],
  'sink, role: one that row security does not bind': [],
  'sink, role: a superuser': [],
  'sink, role: one that has the rights of whoever bypasses row security': [],
};

const turnedNames = (sentence: string, findings: readonly string[]): readonly string[] =>
  turnedOtherwise[sentence] ?? findings.map(turnedName).sort();

/** What is missing on one side is extra on the other. */
const turnedName = (finding: string): string =>
  finding.replace(
    /^(\S+)-(missing|extra) /,
    (_, kind, type) => `${kind}-${type === 'extra' ? 'missing' : 'extra'} `,
  );

/** What differs, whichever side is expected. */
const keysOf = (a: Catalog, b: Catalog): string[] =>
  diff(a.objects, b.objects).map(({ object }) => keyOf(object.id));
