import type { Files } from './projects.ts';

const tagOf = (number: number): string => `${String(number).padStart(4, '0')}_step`;

/** A project as teams have them: so many migrations, no snapshots, and no down files; and the same with one more. */
export function longHistory(count: number, more: readonly string[] = []): Files {
  const ups = [
    ...Array.from({ length: count }, (_, at) =>
      at % 2 === 0
        ? `CREATE TABLE "t${at}" ("id" integer PRIMARY KEY, "note" text);`
        : `ALTER TABLE "t${at - 1}" ADD COLUMN "n" integer;`,
    ),
    ...more,
  ];
  const entries = ups.map((_, idx) => ({
    idx,
    version: '7',
    when: 1735689600000 + idx * 60_000,
    tag: tagOf(idx),
  }));
  const tables = Array.from({ length: count / 2 }, (_, at) => `t${at * 2}`);
  const columns = '{ id: d.integer().primaryKey(), note: d.text(), n: d.integer() }';
  return {
    'drizzle.config.ts': "export default { dialect: 'postgresql', schema: './schema.ts', out: './drizzle' };",
    'schema.ts': `import * as d from 'drizzle-orm/pg-core';\n${tables.map((name) => `export const ${name} = d.pgTable('${name}', ${columns});`).join('\n')}`,
    'drizzle/meta/_journal.json': JSON.stringify({ version: '7', dialect: 'postgresql', entries }),
    ...Object.fromEntries(ups.map((up, at) => [`drizzle/${tagOf(at)}.sql`, up])),
  };
}
