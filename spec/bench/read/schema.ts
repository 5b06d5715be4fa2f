/** How many tables are made in one transaction: each takes locks, and a server has only so many. */
const together = 100;

/**
 * SQL that makes so many tables as an application has them: an identity, a reference to the table before, a unique text,
 * a status by a check, defaults, an index in an order of its own and one on an expression, for some rows.
 */
export const tablesSql = (count: number): string[] =>
  Array.from({ length: Math.ceil(count / together) }, (_, batch) =>
    Array.from({ length: Math.min(together, count - batch * together) }, (_, at) =>
      tableSql(batch * together + at),
    ).join('\n'),
  );

const tableSql = (n: number): string => `
CREATE TABLE t${n} (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  parent_id bigint ${n === 0 ? '' : `REFERENCES t${n - 1}`},
  email varchar(200) NOT NULL UNIQUE,
  status text NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'done', 'failed')),
  created_at timestamptz NOT NULL DEFAULT now(),
  amount numeric(10, 2) DEFAULT 0
);
CREATE INDEX ON t${n} (parent_id, created_at DESC);
CREATE INDEX ON t${n} (lower(email)) WHERE status <> 'done';`;
