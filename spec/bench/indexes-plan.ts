import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import type { Database } from '../../src/lib/persistence.ts';

/** What EXPLAIN ANALYZE says of one statement. */
export interface Plan {
  /** 8 kB pages that were looked at, in the cache or not. */
  readonly buffers: number;
  readonly indexes: readonly string[];
  /** The tables that were read from end to end. */
  readonly scanned: readonly string[];
}

interface Node {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Relation Name'?: string;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly Node[];
}

interface Statement {
  readonly text: string;
  readonly params: unknown[];
}

export type Query = (db: Database) => Promise<unknown>;

/** Explains the statement that a function sends last, after some other ones; all of it is rolled back. */
export async function explain(client: pg.Client, query: Query, before = ''): Promise<Plan> {
  await client.query('BEGIN');
  try {
    const { text, params } = await sentBy(client, query);
    await client.query('ROLLBACK; BEGIN; SET LOCAL max_parallel_workers_per_gather = 0');
    await client.query(before);
    const { rows } = await client.query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`, params);
    return planOf(rows[0]['QUERY PLAN'][0].Plan);
  } finally {
    await client.query('ROLLBACK');
  }
}

async function sentBy(client: pg.Client, query: Query): Promise<Statement> {
  const sent: Statement[] = [];
  const logger = { logQuery: (text: string, params: unknown[]) => void sent.push({ text, params }) };
  await query(drizzle(client, { logger }));
  const last = sent.at(-1);
  if (!last) throw new Error('nothing was sent');
  return last;
}

const planOf = (root: Node): Plan => {
  const nodes = allOf(root);
  return {
    buffers: root['Shared Hit Blocks'] + root['Shared Read Blocks'],
    indexes: nodes.flatMap((node) => node['Index Name'] ?? []),
    scanned: nodes.flatMap((node) => (node['Node Type'] === 'Seq Scan' ? (node['Relation Name'] ?? []) : [])),
  };
};

const allOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(allOf)];
