import type { Catalog } from '../model/catalog.ts';
import type { Finding } from '../model/finding.ts';
import type { Kind } from '../model/identity.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { compare } from './compare.ts';
import type { Context } from './judge.ts';

/** What drizzle-orm/pg-core can declare; the rest is made by hand in migrations and compared with databases only. */
const declarable: ReadonlySet<Kind> = new Set([
  'schema',
  'table',
  'column',
  'primary-key',
  'unique',
  'foreign-key',
  'check',
  'index',
  'enum',
  'sequence',
  'view',
  'materialized-view',
  'policy',
]);

/** Attributes of those kinds that Drizzle has no word for. */
const undeclarable: ReadonlySet<string> = new Set([
  'comment',
  'storage',
  'compression',
  'collation',
  'statisticsTarget',
  'persistence',
  'replicaIdentity',
  'rowSecurityForced',
  'partitionBy',
  'inherits',
  'accessMethod',
  'clustered',
  'timing',
  'validated',
  'enforced',
  'match',
  'setColumns',
  'period',
  'noInherit',
  'columnOrder',
]);

/**
 * Do the migrations build what the schema files declare? `database` is one that the migrations built: it holds what
 * Drizzle cannot declare as well, such as the functions that expressions call.
 */
export const schemaIsWhatMigrationsBuild = (
  declared: Catalog,
  replayed: Catalog,
  migrationsFolder: string,
  database: Scratch,
): Promise<Finding[]> => {
  const context: Context = {
    culprit: 'migration',
    source: { file: migrationsFolder },
    meaning: {
      missing: 'is declared in the schema, but no migration makes it',
      extra: 'is made by the migrations, but the schema does not declare it',
      changed: ' by the migrations',
    },
    advice: {
      missing: 'run drizzle-kit generate, or restore what was edited out of a migration',
      extra: 'declare it in the schema, or write a migration that drops it',
      changed: 'run drizzle-kit generate, or set back what was edited in a migration or the schema',
    },
  };
  return compare(asDeclarable(declared), asDeclarable(replayed), context, database);
};

const asDeclarable = ({ server, objects }: Catalog): Catalog => ({
  server,
  objects: objects
    .filter(({ id }) => declarable.has(id.kind))
    .map((object) => ({
      ...object,
      attributes: Object.fromEntries(
        Object.entries(object.attributes).filter(([name]) => !undeclarable.has(name)),
      ),
    })),
});
