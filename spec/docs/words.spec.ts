import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { factsOf, objectKinds } from '../../src/harness/catalog/kinds.ts';
import { allRules } from '../../src/harness/checks/rules/registry.ts';
import { type Harm, lockModes } from '../../src/harness/model/cost.ts';
import { type Culprit, type Step, severities } from '../../src/harness/model/finding.ts';
import { kinds } from '../../src/harness/model/identity.ts';
import { wordsOf } from '../../src/harness/model/print-value.ts';
import type {
  MigrationState,
  Mode,
  Outcome,
  Question,
  ServerReport,
} from '../../src/harness/model/report.ts';
import { commands } from '../../src/harness/model/report.ts';
import { readPage } from './markdown.ts';

/** The members of a union: a missing one does not compile. */
const all = <T extends string>(words: Readonly<Record<T, true>>): string[] => Object.keys(words);

const culprits = all<Culprit>({ schema: true, migration: true, database: true, history: true });
const questions = all<Question>({
  files: true,
  'schema ↔ migrations': true,
  'migrations ↔ database': true,
  'schema ↔ database': true,
});
const states = all<MigrationState>({
  applied: true,
  pending: true,
  'out-of-order': true,
  'reapplied-next-deploy': true,
  'applied-twice': true,
  edited: true,
  'line-ends-edited': true,
  squashed: true,
  unknown: true,
});
const checks = all<Step['check']>({ up: true, down: true, reapply: true, rows: true, cost: true });
const outcomes = all<Outcome>({ ok: true, fails: true, 'not tried': true, 'not reached': true });
const modes = all<Mode>({ drizzle: true, 'per-migration': true, 'per-statement': true });
const servers = all<ServerReport['kind']>({
  embedded: true,
  container: true,
  url: true,
  cache: true,
  live: true,
});
const harms = all<Harm>({
  empties: true,
  rewrites: true,
  rebuilds: true,
  backfills: true,
  'blocks-reads': true,
  'blocks-writes': true,
});

const glossary = readPage('docs/glossary.md');
const rules = readPage('docs/rules.md');

it.each([
  ['severities', severities],
  ['culprits', culprits],
  ['questions', questions],
  ['states of migrations', states],
  ['checks', checks],
  ['outcomes', outcomes],
  ['modes', modes],
  ['kinds of servers', servers],
  ['kinds of objects', kinds],
  ['lock modes', lockModes],
])('the glossary has all %s', (_, words) => {
  expect(words.filter((word) => !glossary.includes(`\`${word}\``))).toEqual([]);
});

it('every rule is in docs/rules.md, with a heading or an anchor', () => {
  const ids = [...allRules.keys()];
  expect(ids.filter((id) => !rules.includes(`### \`${id}\``) && !rules.includes(`<a id="${id}">`))).toEqual(
    [],
  );
});

it('every harm has its rule', () => {
  const harmRules = {
    empties: 'migration-empties-table',
    rewrites: 'migration-rewrites-table',
    rebuilds: 'migration-rebuilds-index',
  };
  const ids = harms.map((harm) => harmRules[harm as keyof typeof harmRules] ?? `migration-${harm}`);
  expect(ids.filter((id) => !rules.includes(`### \`${id}\``))).toEqual([]);
});

it('every attribute is called in docs as in a message', () => {
  const attributes = objectKinds.flatMap((kind) => Object.keys(factsOf(kind).attributes));
  const texts = `${glossary}${rules}`;
  expect([...new Set(attributes)].filter((name) => !texts.includes(`the ${wordsOf(name)} of`))).toEqual([]);
});

it('every key of the JSON document is in docs/json.md', () => {
  const page = readPage('docs/json.md');
  const source = ['json', 'summary'].map((name) =>
    readFileSync(`src/harness/report/${name}.ts`, 'utf8').replace(/interface Failure \{[^}]*\}/, ''),
  );
  const keys = [...source.join('\n').matchAll(/^ {2,4}(?:readonly )?(\w+)(?::|,$)/gm)].map(
    ([, key = '']) => key,
  );
  expect(keys.filter((key) => !page.includes(`\`${key}\``))).toEqual([]);
});

it('every command has its question', () => {
  expect(commands.filter((name) => !readPage('README.md').includes(`\`driftproof ${name}\``))).toEqual([]);
});

/** Words that the dictionary avoids, each with what is to be said instead. */
const avoided: readonly (readonly [RegExp, string])[] = [
  [/\bclimb(s|ed|ing)?\b/i, 'replay'],
  [/\bworkshops?\b/i, 'ScratchDatabases'],
  [/\bpatience\b/i, 'timeout, retry'],
  [/(?<!\bround[ -])\btrips?\b/i, 'round trip, step'],
  [/\bstood\b|\bstandings?\b/i, 'was, is; migration status'],
  [/\bfates?\b/i, 'row changes'],
  [/\b(what|which|that) stands (in(?! (the|its|their) way)|on|under|beside|there)\b/, 'is'],
  [/\bmined\b|\bdemands\b/, 'literals, required'],
  [/\banew\b/, 'again; recreated, rewritten'],
  [/\bmend(s|ed)?\b/, 'fix'],
  [/\bgo(es|ne|ing)? through (a|the|rows|other|under)\b/, 'scan'],
  [/\bstand(s|ing)? (just )?before\b|\bstood before\b/, 'exist before'],
  [/\bis no (day|severity|object)\b|\bare no SQL\b/, 'is not a …'],
  [/\b(could|can) ?not be had\b/, 'is not available'],
];

/** What lists the words themselves, and texts of others. */
const exempt =
  /^(CHANGELOG|docs\/glossary)\.md$|^spec\/docs\/words\.spec\.ts$|^spec\/(projects|drizzle|.*\.md$)/;

const sources = ['src/harness', 'spec', 'docs', '.']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: folder !== '.', encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .filter((file) => /\.(ts|md)$/.test(file) && !file.includes('node_modules') && !exempt.test(file));

it.each(sources)('%s says what the dictionary says', (file) => {
  const found = readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, at) =>
      avoided.flatMap(([word, instead]) =>
        word.test(line) ? [`${at + 1}: ${word.exec(line)?.[0]} (say: ${instead})`] : [],
      ),
    );
  expect(found).toEqual([]);
});
