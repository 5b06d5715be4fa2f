import { beforeAll, describe, expect, it } from 'vitest';
import { compareMeaning } from '../../../src/harness/checks/compare/compare.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { migrateByDrizzle } from '../../support/application.ts';
import { onSuiteServer, runHere } from '../../support/cli.ts';
import { catalogOf } from '../../support/history.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();

interface Found {
  readonly rule: string;
  readonly severity: string;
  readonly source: { readonly file: string; readonly line: number };
}

describe('drift', () => {
  let migrated: Scratch;
  const driftOf = async (sql: string) => {
    const database = await databases.clone(migrated);
    await database.run(sql);
    const ran = await runHere(['drift', '--format', 'json', ...onSuiteServer()], {
      env: { DRIFTPROOF_URL: database.url.href },
    });
    const { findings } = JSON.parse(ran.stdout) as { findings: readonly Found[] };
    return { ...ran, findings, found: findings.map(({ rule, severity }) => `${severity} ${rule}`) };
  };

  beforeAll(async () => {
    migrated = await databases.create();
    await migrateByDrizzle(migrated.url);
    // What each migration builds is kept once something is found that one of them has made.
    await driftOf('ALTER TABLE output_asset ALTER is_removed DROP DEFAULT');
  });

  it('tells of a name by another version’s default once, and starts no server for it', async () => {
    const { code, found, findings, stderr } = await driftOf(
      'ALTER TABLE output_asset RENAME CONSTRAINT output_asset_output_id_outputs_id_fk TO output_asset_output_id_outputs_id_fkey',
    );
    expect(found).toEqual(['info foreign-key-name-by-default-naming']);
    expect(findings[0]?.source).toMatchObject({
      file: expect.stringContaining('drizzle/migrations/'),
      line: expect.any(Number),
    });
    expect(stderr).not.toContain('scratch databases');
    expect(code).toBe(0);
  });

  it('asks a scratch database whether two defaults are one value', async () => {
    const { code, stderr, found } = await driftOf(
      "ALTER TABLE output_asset ALTER is_removed SET DEFAULT 'false'::text::boolean",
    );
    expect(found).toEqual(['info column-default-of-equal-value']);
    expect(stderr).toContain('scratch databases');
    expect(code).toBe(0);
  });

  it('reports another value', async () => {
    const { code, found } = await driftOf(
      "ALTER TABLE output_asset ALTER is_removed SET DEFAULT 'true'::text::boolean",
    );
    expect(found).toEqual(['breaking column-default']);
    expect(code).toBe(2);
  });
});

describe('a comparison of catalogs that came about in two ways', () => {
  const words = { missing: '', extra: '', changed: '' };
  const findings = async (expectedSql: string, actualSql: string) => {
    const [expected, actual] = [await databases.create(), await databases.create()];
    await expected.run(expectedSql);
    await actual.run(actualSql);
    const found = await compareMeaning(
      await catalogOf(expected),
      await catalogOf(actual),
      (use) => use(actual),
      {
        ofDifference: async () => ({ culprit: 'migration', meaning: words, advice: words }),
        ofRemark: () => ({ culprit: 'migration' }),
      },
    );
    return found.map(({ rule, severity, message }) => ({ rule, severity, message }));
  };

  it('takes a reprinted check for what it is', async () => {
    const declared = "CREATE TABLE t (kind varchar(9), CONSTRAINT k CHECK (kind IN ('a', 'b')))";
    const replayed =
      "CREATE TABLE t (kind varchar(9), CONSTRAINT k CHECK (kind::text = ANY (ARRAY['a'::varchar::text, 'b'::varchar::text])))";
    expect(await findings(declared, replayed)).toEqual([]);
    expect(await findings(declared, replayed.replace("'b'", "'c'"))).toMatchObject([
      { rule: 'check-expression' },
    ]);
  });

  it('says in one info that a default kept its cast when its column’s type was changed', async () => {
    expect(
      await findings(
        "CREATE TABLE t (c text DEFAULT 'x')",
        "CREATE TABLE t (c varchar DEFAULT 'x'); ALTER TABLE t ALTER c TYPE text",
      ),
    ).toEqual([
      {
        rule: 'column-default-of-equal-value',
        severity: 'info',
        message:
          "column public.t.c: default is 'x'::character varying, expected 'x'::text; both have the same value",
      },
    ]);
  });
});
