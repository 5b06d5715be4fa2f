import { expect, inject, it } from 'vitest';
import { openFake } from '../../support/fake-server.ts';
import { runInProcess } from '../../support/in-process.ts';
import { configOf, historyOf, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const write = useStrangers();
const databases = useScratchDatabases();

it('a target that accepts connections and says nothing is named, and the others are asked', async () => {
  const cwd = await write({
    'package.json': '{"type":"module"}',
    ...configOf("export const t = d.pgTable('t', { id: d.integer().primaryKey() });"),
    ...historyOf(['CREATE TABLE t (id integer PRIMARY KEY);', 'DROP TABLE t;']),
    'driftproof.config.json': JSON.stringify({ ledger: 'none', targets: [{ env: 'FLEET' }] }),
  });
  const [right, wrong] = [await databases.create(), await databases.create()];
  await right.run('CREATE TABLE t (id integer PRIMARY KEY)');
  await wrong.run('CREATE TABLE t (id bigint PRIMARY KEY)');
  const silent = await openFake(() => {});
  try {
    const env = {
      FLEET: `oslo postgres://reader@127.0.0.1:${silent.port}/oslo\nbern ${right.url}\nrome ${wrong.url}\n`,
    };
    const args = ['drift', '--format', 'json', '--timeout', '5', '--server', inject('serverUrl')];
    const { code, stdout, stderr } = await runInProcess(args, { cwd, env });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^driftproof: cannot connect to 127\.0\.0\.1:\d+\/oslo: the server does not answer \(in oslo\)/m,
    );
    const { targets }: { targets: readonly { name: string; answer: string }[] } = JSON.parse(stdout);
    expect(targets.map(({ name, answer }) => `${name}: ${answer}`)).toEqual([
      'oslo: could not tell',
      'rome: findings',
      'bern: agrees',
    ]);
  } finally {
    await silent.close();
  }
}, 60_000);
