import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type Direction,
  fileNamesOf,
  isCounted,
  type Layout,
  parseFileName,
} from '../../../src/harness/history/file-name.ts';
import { layoutOf, timeOf } from '../../../src/harness/history/folder-layout.ts';

const word = fc.stringMatching(/^[a-z][a-z0-9_.-]{0,12}$/);
const number = fc.nat({ max: 99_999 });
const direction = fc.constantFrom<Direction>('up', 'down');
const layout = fc.constantFrom<Layout>('journal', 'folders');

it('every name of a migration reads back as its number, tag and direction', () => {
  fc.assert(
    fc.property(number, word, direction, layout, (value, name, way, form) => {
      const tag = `${String(value).padStart(4, '0')}_${name}`;
      for (const path of fileNamesOf(tag, way, form))
        expect(parseFileName(path, new Set([tag]), form)).toEqual({ number: value, tag, direction: way });
    }),
  );
});

it('a down is told from an up whose tag ends like one, by the journal', () => {
  fc.assert(
    fc.property(word, (name) => {
      const [tag, long] = [`0001_${name}`, `0001_${name}_down`];
      expect(parseFileName(`${long}.sql`, new Set([tag]))).toEqual({ number: 1, tag, direction: 'down' });
      expect(parseFileName(`${long}.sql`, new Set([tag, long]))).toEqual({
        number: 1,
        tag: long,
        direction: 'up',
      });
    }),
  );
});

it.each(['readme.md', 'old/0001_a.sql', '.sql', '_down', 'meta/0001_snapshot.json'])(
  '%s is no migration',
  (path) => {
    expect(parseFileName(path, new Set(), 'journal')).toBeUndefined();
  },
);

it('only short numbers count migrations', () => {
  expect(['0008_a', '12345_a', '20250101120000_a', '1735732800_a', '_a', 'a'].filter(isCounted)).toEqual([
    '0008_a',
    '12345_a',
  ]);
});

it.each([
  [['meta/_journal.json', '0000_a.sql'], 'journal'],
  [['20250101120000_a/migration.sql', '20250101120000_a/snapshot.json'], 'folders'],
  [['meta/_journal.json', '20250101120000_a/migration.sql'], 'journal'],
  [['0000_a.sql'], undefined],
  [[], undefined],
])('a folder with %j has the layout %s', (files, expected) => {
  expect(layoutOf(files)).toBe(expected);
});

it('the time of a folder is the one its name gives, in UTC', () => {
  const seconds = fc.date({ min: new Date('1970-01-01'), max: new Date('9999-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(seconds, word, (date, name) => {
      const digits = date.toISOString().replace(/\D/g, '').slice(0, 14);
      expect(timeOf(`${digits}_${name}`)).toBe(Math.floor(date.getTime() / 1000) * 1000);
    }),
  );
  expect(timeOf('more')).toBeNaN();
});
