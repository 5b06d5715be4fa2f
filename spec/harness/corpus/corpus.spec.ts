import { expect, it } from 'vitest';
import { kinds } from '../../../src/harness/model/identity.ts';
import { allControls } from './controls/all.ts';
import { corpus } from './rows/all.ts';

const repeated = (texts: readonly string[]): string[] =>
  texts.filter((text, at) => texts.indexOf(text) !== at);

it('has at least eight hundred drifts, each told once', () => {
  expect(corpus.length).toBeGreaterThanOrEqual(800);
  expect(repeated(corpus.map(({ sentence }) => sentence))).toEqual([]);
  expect(corpus.filter(({ findings }) => findings.length === 0)).toEqual([]);
});

it('has at least a hundred changes that change nothing, each told once', () => {
  expect(allControls.length).toBeGreaterThanOrEqual(100);
  expect(repeated(allControls.map(({ sentence }) => sentence))).toEqual([]);
});

/** Migrations are judged from the ledger; only later majors have what is not modelled. */
const notOfCatalogs: readonly string[] = ['migration', 'unmodeled'];

it('tampers with every kind of object', () => {
  const tampered = new Set<string>(corpus.map(({ kind }) => kind));
  expect(kinds.filter((kind) => !tampered.has(kind))).toEqual(notOfCatalogs);
});

it('has the kind it tampers with among its findings', () => {
  const off = corpus.filter(({ kind, findings }) => !findings.some((each) => each.startsWith(`${kind}-`)));
  expect(off.map(({ sentence }) => sentence)).toEqual([]);
});
