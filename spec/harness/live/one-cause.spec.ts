import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { runInProcess } from '../../support/in-process.ts';
import { peopleSql } from '../../support/people.ts';
import { configOf, historyOf, type RanIn, runIn, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const write = useStrangers();
let project: string;
let migrated: Scratch;

const built = `
CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE TABLE team (id integer PRIMARY KEY, name text NOT NULL, "Odd one" integer DEFAULT 1);
${peopleSql}
GRANT SELECT ON person TO PUBLIC;
GRANT UPDATE (age) ON person TO PUBLIC;
CREATE SCHEMA shop;
CREATE TYPE shop.size AS ENUM ('s', 'l');
CREATE TABLE shop.item (id serial PRIMARY KEY, name text UNIQUE, size shop.size DEFAULT 's', shop integer);
CREATE VIEW shop.names AS SELECT name FROM shop.item WHERE size = 's'::shop.size;
CREATE FUNCTION shop.fits(shop.size) RETURNS shop.size LANGUAGE sql RETURN $1;
CREATE TABLE sale (item integer REFERENCES shop.item, size shop.size, day date);
CREATE VIEW sold AS SELECT s.day, i.name FROM sale s JOIN shop.item i ON i.id = s.item;
GRANT USAGE ON SCHEMA shop TO PUBLIC;
CREATE TABLE pair (first text, last text);
CREATE TABLE one_a (id integer);
CREATE TABLE log_2024_01 (id integer, what text);
CREATE TABLE twin_a (id integer, what text, much integer);
CREATE TABLE twin_b (id integer, what text, much integer);`;

beforeAll(async () => {
  project = await write({ ...configOf(''), ...historyOf([built]) });
  migrated = await databases.create();
  await migrated.run(built);
});

const driftAfter = async (sql: string): Promise<RanIn> => {
  const database = await databases.clone(migrated);
  try {
    await database.run(sql);
    return await runIn(project, ['drift'], database.url);
  } finally {
    await database.drop();
  }
};

const renames: readonly (readonly [what: string, sql: string, rule: string, follows?: string])[] = [
  [
    'a table',
    'ALTER TABLE person RENAME TO human',
    'table-renamed person',
    'table public.person is missing in the database: was it renamed to human, which is the same in all else? Under that name these agree too: materialized-view public.ages, sequence public.person_id_seq, statistics public.both_of, view public.grown_ups, foreign-key public.badge.of_mail, foreign-key public.badge.of_person',
  ],
  [
    'a table to a name that needs quotes',
    'ALTER TABLE team RENAME TO "The ""team"""',
    'table-renamed team',
    'foreign-key public.person.person_of',
  ],
  ['a column', 'ALTER TABLE person RENAME age TO years', 'column-renamed age', 'check public.person.grown'],
  [
    'a column that others refer to',
    'ALTER TABLE person RENAME email TO mail_to',
    'column-renamed email',
    'foreign-key public.badge.of_mail',
  ],
  [
    'a column with a name that needs quotes',
    'ALTER TABLE team RENAME "Odd one" TO "Even one"',
    'column-renamed Odd one',
  ],
  [
    'a schema',
    'ALTER SCHEMA shop RENAME TO store',
    'schema-renamed shop',
    'schema shop is missing in the database: was it renamed to store, which is the same in all else? Under that name these agree too: view public.sold, column public.sale.size, foreign-key public.sale.sale_item_fkey',
  ],
  [
    'a schema to a name that needs quotes',
    'ALTER SCHEMA shop RENAME TO "The ""shop"" .a"',
    'schema-renamed shop',
    'view public.sold',
  ],
  ['an enum', 'ALTER TYPE mood RENAME TO humour', 'enum-renamed mood', 'column public.person.feels'],
  ['a domain', 'ALTER DOMAIN price RENAME TO cost', 'domain-renamed price', 'column public.person.owes'],
  [
    'a composite type',
    'ALTER TYPE place RENAME TO home',
    'composite-type-renamed place',
    'column public.person.lives',
  ],
  ['an index', 'ALTER INDEX by_age RENAME TO age_first', 'index-renamed by_age'],
  ['a rule', `ALTER RULE kept ON badge RENAME TO "Kept, ""too"""`, 'rule-renamed kept'],
  ['a statistics object', `ALTER STATISTICS both_of RENAME TO "Two, ""too"""`, 'statistics-renamed both_of'],
  [
    'a primary key',
    'ALTER TABLE team RENAME CONSTRAINT team_pkey TO the_key',
    'primary-key-renamed team_pkey',
  ],
  ['a unique constraint', 'ALTER TABLE person RENAME CONSTRAINT mail TO post', 'unique-renamed mail'],
  [
    'a foreign key',
    'ALTER TABLE person RENAME CONSTRAINT person_of TO to_team',
    'foreign-key-renamed person_of',
  ],
  ['a check', 'ALTER TABLE person RENAME CONSTRAINT grown TO old', 'check-renamed grown'],
  [
    'a check of a domain',
    'ALTER DOMAIN price RENAME CONSTRAINT not_less TO enough',
    'check-renamed not_less',
  ],
  ['a view', 'ALTER VIEW grown_ups RENAME TO adults', 'view-renamed grown_ups'],
  ['a materialized view', 'ALTER MATERIALIZED VIEW ages RENAME TO years', 'materialized-view-renamed ages'],
  ['a trigger', 'ALTER TRIGGER noted ON person RENAME TO kept', 'trigger-renamed noted'],
  ['a policy', 'ALTER POLICY own ON person RENAME TO mine', 'policy-renamed own'],
];

describe('a rename is one finding, and the statement that it advises takes it back', () => {
  it.each(renames)('%s', async (_, sql = '', rule = '', follows = '') => {
    const database = await databases.clone(migrated);
    await database.run(sql);
    const { serious, findings } = await runIn(project, ['drift'], database.url);
    expect(serious).toEqual([rule]);
    const [finding] = findings.filter((each) => each.rule.endsWith('-renamed'));
    expect(finding?.message).toContain(', which is the same in all else?');
    expect(finding?.message).toContain(follows);
    const [, back = ''] = /^if it was: (.*?); if not: /.exec(finding?.advice ?? '') ?? [];
    await database.run(back);
    expect((await runIn(project, ['drift'], database.url)).serious).toEqual([]);
    await database.drop();
  });
});

describe('what was renamed and changed besides', () => {
  it('is a rename, and what differs in it is told under the name that is expected', async () => {
    const { serious } = await driftAfter(`ALTER TABLE person RENAME TO human; DROP INDEX by_team;
      ALTER TABLE human ADD CONSTRAINT more CHECK (id > 0)`);
    expect([...serious].sort()).toEqual([
      'check-extra more',
      'index-missing by_team',
      'table-renamed person',
    ]);
  });

  it('so it is in a schema that was renamed', async () => {
    const { serious } = await driftAfter(
      'ALTER SCHEMA shop RENAME TO store; ALTER TABLE store.item DROP COLUMN name CASCADE',
    );
    expect([...serious].sort()).toEqual([
      'column-missing name',
      'schema-renamed shop',
      'view-missing names',
      'view-missing sold',
    ]);
  });

  it('may be another thing, where a column was the last one', async () => {
    const { serious } = await driftAfter('ALTER TABLE person DROP lives, ADD lived place');
    expect(serious).toEqual(['column-renamed lives']);
  });

  it('is a column among others, where only one that was renamed can be', async () => {
    const { serious, findings } = await driftAfter(
      'ALTER TABLE team RENAME name TO title; ALTER TABLE team ALTER title TYPE varchar(5), ALTER title DROP NOT NULL',
    );
    expect([...serious].sort()).toEqual(['column-not-null name', 'column-renamed name', 'column-type name']);
    expect(findings.find(({ rule }) => rule === 'column-renamed')?.message).toBe(
      'column public.team.name is missing in the database: was it renamed to title, which is in its place, and differs in its not null, type?',
    );
  });

  it('is two renames where two things were', async () => {
    const { serious } = await driftAfter(
      'ALTER TABLE person RENAME age TO years; ALTER INDEX by_age RENAME TO by_years',
    );
    expect([...serious].sort()).toEqual(['column-renamed age', 'index-renamed by_age']);
  });
});

describe('what may be something else stays two findings', () => {
  it.each<[string, string, string[]]>([
    [
      'a schema of which less than half is there',
      'CREATE SCHEMA store; CREATE TABLE store.item (id serial PRIMARY KEY, price integer); DROP SCHEMA shop CASCADE; ALTER TABLE sale ADD size text',
      [
        'column-type size',
        'foreign-key-missing sale_item_fkey',
        'schema-extra store',
        'schema-missing shop',
        'view-missing sold',
      ],
    ],
    [
      'a table of other columns',
      'ALTER TABLE twin_a RENAME TO other; ALTER TABLE other DROP COLUMN much',
      ['table-extra other', 'table-missing twin_a'],
    ],
    [
      'a table of one column',
      'ALTER TABLE one_a RENAME TO other',
      ['table-extra other', 'table-missing one_a'],
    ],
    [
      'one of two tables that are alike',
      'ALTER TABLE twin_a RENAME TO x; DROP TABLE twin_b',
      ['table-extra x', 'table-missing twin_a', 'table-missing twin_b'],
    ],
    [
      'a column that was added after another was dropped',
      'ALTER TABLE team DROP name, ADD named text NOT NULL',
      ['column-extra named', 'column-missing name'],
    ],
    [
      'a column of another type, at the end',
      'ALTER TABLE pair RENAME last TO title; ALTER TABLE pair ALTER title TYPE varchar(5)',
      ['column-extra title', 'column-missing last'],
    ],
    [
      'a column of another type, where another one was added',
      'ALTER TABLE team RENAME name TO title; ALTER TABLE team ALTER title TYPE varchar(5), ADD more text',
      ['column-extra more', 'column-extra title', 'column-missing name'],
    ],
    [
      'a table of another month',
      'ALTER TABLE log_2024_01 RENAME TO log_2024_02',
      ['table-extra log_2024_02', 'table-missing log_2024_01'],
    ],
  ])('%s', async (_, sql, expected) => {
    expect([...(await driftAfter(sql)).serious].sort()).toEqual(expected);
  });
});

describe('a column that is missing takes with it what needs it', () => {
  it('its unique constraint, and the foreign key that refers to it', async () => {
    const { serious, findings } = await driftAfter('ALTER TABLE person DROP email CASCADE');
    expect(serious).toEqual(['column-missing email']);
    expect(findings.find(({ rule }) => rule === 'column-missing')?.message).toBe(
      'column public.person.email is missing in the database, and with it statistics public.both_of, foreign-key public.badge.of_mail, index public.person.by_age, unique public.person.mail',
    );
  });

  it('its foreign key, a check and an index of an expression', async () => {
    const { serious, findings } = await driftAfter('ALTER TABLE person DROP team CASCADE');
    expect(serious).toEqual(['column-missing team']);
    expect(findings.find(({ rule }) => rule === 'column-missing')?.message).toBe(
      'column public.person.team is missing in the database, and with it check public.person.grown, foreign-key public.person.person_of, index public.person.by_team',
    );
  });

  it('while what does not need it is told by itself', async () => {
    const { serious } = await driftAfter(
      'ALTER TABLE person DROP team CASCADE; ALTER TABLE person DROP CONSTRAINT mail CASCADE; DROP INDEX by_age',
    );
    expect([...serious].sort()).toEqual([
      'column-missing team',
      'foreign-key-missing of_mail',
      'index-missing by_age',
      'unique-missing mail',
    ]);
  });
});

describe('a plan', () => {
  const accepting = (rule: string, object: string) =>
    write({
      ...configOf(''),
      ...historyOf([built]),
      'driftproof.config.ts': `export default { accept: [{ command: 'drift', rule: '${rule}', name: '${object}', reason: 'known', until: '2025-12-31' }] };`,
    });

  it.each([
    ['that is a rename', 'ALTER TABLE person RENAME TO human', 'table-renamed', 'public.person'],
    [
      'that is a column with what needs it',
      'ALTER TABLE person DROP email CASCADE',
      'column-missing',
      'public.person.email',
    ],
  ])('leaves what is accepted %s', async (_, sql, rule, object) => {
    const known = await accepting(rule, object);
    const database = await databases.clone(migrated);
    await database.run(sql);
    const { stdout } = await runInProcess(['repair', '--format', 'json', '--server', inject('serverUrl')], {
      cwd: known,
      env: { DRIFTPROOF_URL: database.url.href },
      now: () => new Date('2025-06-01'),
    });
    expect(JSON.parse(stdout)).toMatchObject({
      summary: { breaking: 0 },
      plan: { statements: [], unplanned: [] },
    });
    await database.drop();
  });
});
