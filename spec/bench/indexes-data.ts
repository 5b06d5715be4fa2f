import type pg from 'pg';

/** When all is measured: the assets' history ends here. */
export const now = '2025-06-01 00:00:00';

const users = 2_000;
const outputs = 40_000;
const assets = 3 * outputs;
const references = 60_000;

/**
 * Two years of an application in use. A few users make most outputs. Not quite half of the assets are kept for 30 days, the
 * others for ever; what has expired is swept once a day, so all but the last day's is removed already, and is still there,
 * since rows are never deleted. One in fifty was removed by hand, one in thirty was written with a NULL flag.
 * Every user with references has one avatar.
 */
const fillSql = `
  INSERT INTO users (id, email)
    SELECT uuid(1, n), 'user' || n || '@example.com' FROM generate_series(1, ${users}) n;

  INSERT INTO outputs (id, user_id, prompt, created_at)
    SELECT uuid(2, n), uuid(1, 1 + floor(${users} * chance(n, 'user') ^ 3)::int), 'a prompt',
      timestamp '${now}' - interval '730 days' * (1 - n / ${outputs}.0)
    FROM generate_series(1, ${outputs}) n;

  INSERT INTO output_asset (id, output_id, url, created_at, persist_until, is_removed)
    SELECT uuid(3, n), uuid(2, output), 'https://cdn.example.com/' || uuid(3, n) || '.png', created_at, persist_until,
      CASE
        WHEN persist_until <= timestamp '${now}' - interval '1 day' OR chance(n, 'by hand') < 0.02 THEN true
        WHEN chance(n, 'null') < 0.03 THEN NULL
        ELSE false
      END
    FROM (
      SELECT n, 1 + (n - 1) / 3 AS output, created_at,
        CASE WHEN chance(n, 'for ever') < 0.45 THEN created_at + interval '30 days' END AS persist_until
      FROM (SELECT n, timestamp '${now}' - interval '730 days' * (1 - n / ${assets}.0) AS created_at
        FROM generate_series(1, ${assets}) n) dated
    ) timed;

  INSERT INTO reference_images (id, user_id, output_id, image_url, created_at, is_avatar)
    SELECT uuid(4, n), owner, output, 'https://cdn.example.com/' || uuid(4, n) || '.png', created_at,
      n = first_value(n) OVER (PARTITION BY owner ORDER BY chance(n, 'avatar'))
    FROM (
      SELECT n, o.user_id AS owner, o.id AS output,
        timestamp '${now}' - interval '730 days' * (1 - n / ${references}.0) AS created_at
      FROM generate_series(1, ${references}) n
      JOIN outputs o ON o.id = uuid(2, 1 + floor(${outputs} * chance(n, 'output') ^ 2)::int)
    ) made
    ORDER BY n;`;

/** Numbers that look random and are the same each time. */
const helpersSql = `
  CREATE FUNCTION chance(n int, what text) RETURNS float8 LANGUAGE sql IMMUTABLE AS
    $$ SELECT (hashtextextended(what || n, 0) & 1048575) / 1048576.0 $$;
  CREATE FUNCTION uuid(kind int, n int) RETURNS uuid LANGUAGE sql IMMUTABLE AS
    $$ SELECT md5(kind || ':' || n)::uuid $$;`;

/**
 * Fills a migrated, empty database, and leaves it as a long running one is: vacuumed and analyzed.
 * Keys are as they should be, so nobody has to look each of them up.
 * VACUUM marks pages as all-visible only when the commit that wrote them is on disk, which an asynchronous one is not yet.
 */
export async function fill(client: pg.Client): Promise<void> {
  await client.query('SET synchronous_commit = on; SET session_replication_role = replica');
  await client.query(helpersSql);
  await client.query(fillSql);
  for (const table of ['users', 'outputs', 'output_asset', 'reference_images'])
    await client.query(`VACUUM (ANALYZE) ${table}`);
}
