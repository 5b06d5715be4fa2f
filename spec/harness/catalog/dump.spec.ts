import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogIn } from '../../../src/harness/catalog/read.ts';
import {
  openScratchDatabases,
  type Scratch,
  type ScratchDatabases,
} from '../../../src/harness/postgres/scratch.ts';
import { runEach } from '../../support/run-each.ts';
import { serialize } from '../../support/serialize.ts';
import { everything } from './everything.ts';
import { controls } from './rows/controls.ts';
import type { Side } from './rows/row.ts';
import { findWitness, type Witness } from './witness.ts';

const found = await findWitness();
const cases = controls.filter(({ shownByDump }) => !shownByDump);

if (found) describe(`no difference means the same for ${found.description}`, () => agreeWith(found));
else {
  console.error('No pg_dump on this machine fits the server: the reader has no witness here.');
  it('has no pg_dump as a witness here', () => expect(found).toBeUndefined());
}

function agreeWith(witness: Witness): void {
  let server: Awaited<ReturnType<Witness['start']>>;
  let databases: ScratchDatabases;
  let untouched: Scratch;
  let expected: readonly [catalog: string, dump: string];

  const statementOf = async (database: Scratch) =>
    [serialize(await catalogIn(database)), await witness.dump(database.url)] as const;

  beforeAll(async () => {
    server = await witness.start();
    databases = await openScratchDatabases({ kind: 'url', description: '', ...server });
    untouched = await databases.create();
    await untouched.run(everything);
    expected = await statementOf(untouched);
  });
  afterAll(async () => {
    await databases?.close();
    await server?.stop();
  });

  /** What is committed here stays: a role of this name would be in the way of specs that take theirs back. */
  const role = 'driftproof_dumped';
  const change = (database: Scratch, side: Side): Promise<unknown> =>
    typeof side === 'string'
      ? database.run(side.replaceAll('driftproof_control', role))
      : runEach(database, side.alone);

  it.each(cases.map(({ sentence, change }) => [sentence, change] as const))('%s', async (_, side) => {
    const database = await databases.clone(untouched);
    await change(database, side);
    expect(await statementOf(database)).toEqual(expected);
    await database.drop();
    await untouched.run(`DROP ROLE IF EXISTS ${role}`);
  });

  it('and the witness does see a change', async () => {
    const database = await databases.clone(untouched);
    await database.run('ALTER TABLE shop.refund ALTER sale SET NOT NULL');
    const [catalog, dump] = await statementOf(database);
    expect(catalog).not.toBe(expected[0]);
    expect(dump).not.toBe(expected[1]);
  });
}
