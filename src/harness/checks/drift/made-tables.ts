import type { Migration } from '../../history/migrations.ts';

/** The names of the tables that migrations create. */
export async function tablesMadeBy(migrations: readonly Migration[]): Promise<ReadonlySet<string>> {
  const made = new Set<string>();
  for (const { up } of migrations)
    for (const { kind, node } of (await up.parsed()).statements) {
      const { relation } = node as { readonly relation?: { relname?: string } };
      if (kind === 'CreateStmt' && relation?.relname) made.add(relation.relname);
    }
  return made;
}
