import { dependenciesSql, type Edge, toEdges } from '../../../src/harness/catalog/dependencies.ts';
import { readCatalogWith } from '../../../src/harness/catalog/read.ts';
import { inScope } from '../../../src/harness/catalog/scope.ts';
import { type Difference, diff } from '../../../src/harness/diff/diff.ts';
import { setEquivalentAside } from '../../../src/harness/equivalence/equivalent.ts';
import type { Catalog } from '../../../src/harness/model/catalog.ts';
import { type Identity, printIdentity } from '../../../src/harness/model/identity.ts';
import { applyStatements } from '../../../src/harness/plan/apply.ts';
import { planWithRenames } from '../../../src/harness/plan/renames/plan-with-renames.ts';
import type { Row } from '../../../src/harness/postgres/connection.ts';
import type { Prepared } from '../../../src/harness/postgres/prepared.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { printing } from '../../../src/harness/postgres/snapshot.ts';
import { wholeScope } from '../../support/history.ts';

/** Sends a text of statements; one list of rows for each. */
export type Send = (sql: string) => Promise<Row[][]>;

/** A catalog, and what hangs together in it. */
export interface Read {
  readonly catalog: Catalog;
  readonly edges: readonly Edge[];
}

const opening = [...printing, 'SET LOCAL jit = off'];

/** A session that is planned for: within an open transaction, or with one of its own for each text. */
export interface Session {
  readonly send: Send;
  read(): Promise<Read>;
}

/** With `prepared`, for a session that is read more than once, the server plans no statement of a reading twice. */
export const sessionOf = (send: Send, prepared?: Prepared): Session => ({
  send: (sql) => {
    prepared?.watch(sql);
    return send(sql);
  },
  read: () => readWithEdges(send, prepared),
});

async function readWithEdges(send: Send, prepared: Prepared | undefined): Promise<Read> {
  const query = async (...statements: readonly string[]): Promise<Row[][]> => {
    const { preparing = [], running = statements, keep } = prepared?.plan(statements) ?? {};
    const before = [...opening, ...preparing];
    const lists = await send([...before, ...running].join(';\n'));
    keep?.();
    return lists.slice(before.length);
  };
  const { catalog, answers } = await readCatalogWith({ query, last: query }, dependenciesSql);
  return { catalog: inScope(catalog, wholeScope), edges: toEdges(answers[0] ?? []) };
}

/** What a plan left between a database and its target, and what the plan says of that. */
export interface Outcome {
  readonly read: Read;
  readonly sql: readonly string[];
  /** Each as a line. */
  readonly left: readonly string[];
  /** What is left and nobody said so. */
  readonly unsaid: readonly string[];
}

/** Plans from where a database is to a target, applies the plan there, and says what is left between the two. */
export async function planTo(session: Session, now: Read, target: Read, scratch: Scratch): Promise<Outcome> {
  const place = { run: session.send, read: session.read };
  const { renames, rest: plan } = await planWithRenames(now, target, async () => place);
  const { refused } = await applyStatements(session.send, plan.statements);
  const read = await session.read();
  const found = diff(target.catalog.objects, read.catalog.objects);
  const { differences } = await setEquivalentAside(found, (use) => use(scratch));
  const said = [...plan.unplanned, ...refused.map(({ statement }) => statement)].map(({ about }) => about);
  return {
    read,
    sql: [
      ...[...renames, ...plan.statements].map(({ sql }) => sql),
      ...refused.map(({ reason, statement }) => `refused (${reason}): ${statement.sql}`),
    ],
    left: differences.map(lineOf),
    unsaid: differences.filter(({ object }) => !said.some((about) => concerns(about, object.id))).map(lineOf),
  };
}

/** A plan may speak of a table, and mean what is on it. */
const concerns = (said: Identity, { kind, schema, table, name }: Identity): boolean =>
  said.schema === schema &&
  (said.name === name ? said.kind === kind || said.table === table : said.name === table);

const lineOf = (each: Difference): string =>
  each.type === 'changed'
    ? `${printIdentity(each.object.id)}: ${each.attribute} is ${JSON.stringify(each.actual)}, expected ${JSON.stringify(each.expected)}`
    : `${each.type} ${printIdentity(each.object.id)}`;
