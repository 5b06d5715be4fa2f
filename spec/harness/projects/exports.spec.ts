import { describe, expect, it } from 'vitest';
import { configOf, runIn, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const write = useStrangers();

describe('a schema file may export besides what it declares', () => {
  it.each([
    [
      'a client that throws at whatever is read of it',
      "new Proxy({}, { get() { throw new Error('not connected'); } })",
    ],
    ['an object that throws at one property', "{ get now() { throw new Error('not connected'); } }"],
    ['an object without a prototype', 'Object.create(null)'],
    ['a class that cannot be made', "class { constructor() { throw new Error('no'); } }"],
    ['a symbol', "Symbol('s')"],
    ['a bigint', '1n'],
    ['nothing', 'undefined'],
  ])('%s', async (_, value) => {
    const files = configOf(
      `export const t = d.pgTable('t', { a: d.integer() }); export const besides = ${value};`,
    );
    const live = await databases.create();
    await live.run('CREATE TABLE t (a int)');
    const ran = await runIn(await write(files), ['drift'], live.url);
    expect({ serious: ran.serious, code: ran.code }).toEqual({ serious: [], code: 0 });
  });
});
