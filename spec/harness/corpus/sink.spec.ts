import { expect, it } from 'vitest';
import { useGround } from './ground.ts';
import { proveGround } from './prove.ts';
import { corpus } from './rows/all.ts';
import { buildSink } from './sink/sink.ts';

const ground = useGround(buildSink);

await proveGround('sink', ground);

/**
 * Tablespaces and table access methods belong to the cluster, and there is one of each. The sink's extensions bring no
 * views, and its partitioned tables have primary keys and indexes, but no unique constraint and no exclusion.
 */
const notTampered: readonly string[] = [
  'exclusion-partition-indexes',
  'exclusion-tablespace',
  'extension-member-query',
  'index-tablespace',
  'materialized-view-access-method',
  'materialized-view-tablespace',
  'primary-key-tablespace',
  'table-access-method',
  'table-tablespace',
  'unique-partition-indexes',
  'unique-tablespace',
];

it('is tampered with in every attribute of every kind', () => {
  const found = new Set(corpus.flatMap(({ findings }) => findings.map((each) => each.split(' ')[0])));
  const rules = ground.untouched.objects.flatMap(({ id, attributes }) =>
    Object.keys(attributes).map(
      (name) => `${id.kind}-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    ),
  );
  expect([...new Set(rules)].filter((rule) => !found.has(rule)).sort()).toEqual(notTampered);
});
