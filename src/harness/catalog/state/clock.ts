import type { Row } from '../../postgres/connection.ts';

/** SQL: the server's clock. */
export const clockSql = 'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS clock';

/** Milliseconds since 1970, as the row of {@link clockSql} says. */
export const toClock = ([row]: readonly Row[]): number => Number(row?.clock);
