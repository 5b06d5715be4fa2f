import type { Migration } from '../../history/migrations.ts';
import { type Identity, keyOf, printName } from '../../model/identity.ts';
import { columnList, ownerOf, qualified, quoteName } from '../../plan/names.ts';
import type { Side } from '../../plan/plan-family.ts';
import type { PlannedStatement } from '../../plan/planned-statement.ts';
import { dataStatements } from './data-statements.ts';

/** What a down does to values and cannot do for them, in words. */
export interface Remarks {
  /** What it loses. */
  readonly loses: readonly string[];
  /** SQL that keeps a copy of that, to be run before it. */
  readonly keeps: readonly string[];
  /** Whose values its up dropped: the down makes the place for them again, and not them. */
  readonly restoresEmpty: readonly string[];
  /** What its up did to rows that stay. */
  readonly notTakenBack: readonly string[];
}

/**
 * What is to be said of the statements that take a migration back; `from` is what they begin with, and `formerName` what
 * something is called there that they rename.
 */
export async function remarksOn(
  migration: Migration,
  statements: readonly PlannedStatement[],
  from: Side,
  formerName: (id: Identity) => Identity,
): Promise<Remarks> {
  const losing = statements.filter(({ loses }) => loses !== undefined);
  return {
    loses: lossesOf(statements),
    keeps: losing.flatMap(({ about }) => copyOf(formerName(about), from) ?? []),
    restoresEmpty: statements.filter(restoresEmpty).map(({ about }) => `${about.kind} ${nameOf(about)}`),
    notTakenBack: await dataStatements(
      migration,
      isDroppedBy([...statements, ...statements.map((each) => ({ ...each, about: formerName(each.about) }))]),
    ),
  };
}

/** What statements lose, by name. */
export const lossesOf = (statements: readonly PlannedStatement[]): string[] =>
  statements.flatMap(({ loses, about }) => (loses === undefined ? [] : `${loses} ${nameOf(about)}`));

const nameOf = ({ schema, table, name }: Identity): string =>
  printName({
    ...(schema === undefined ? {} : { schema }),
    ...(table === undefined ? {} : { table }),
    name,
  });

const restoresEmpty = ({ about: { kind }, does }: PlannedStatement): boolean =>
  does === 'create' && (kind === 'table' || kind === 'column');

/** Whether a down drops a table, or a column of it. */
function isDroppedBy(statements: readonly PlannedStatement[]) {
  const dropped = new Set(statements.filter(({ does }) => does === 'drop').map(({ about }) => keyOf(about)));
  return (table: { readonly schema: string; readonly name: string }, column?: string): boolean =>
    dropped.has(keyOf({ kind: 'table', schema: table.schema, name: table.name })) ||
    (column !== undefined &&
      dropped.has(keyOf({ kind: 'column', schema: table.schema, table: table.name, name: column })));
}

/** SQL: a copy of a table, or of a column with the key that tells whose values they are. */
function copyOf(about: Identity, from: Side): string | undefined {
  const place = (name: string): string =>
    qualified({
      ...(about.schema === undefined ? {} : { schema: about.schema }),
      name: `${name.slice(0, 50)}_kept`,
    });
  if (about.kind === 'table') return `CREATE TABLE ${place(about.name)} AS TABLE ${qualified(about)}`;
  if (about.kind !== 'column' || about.table === undefined) return undefined;
  const table: Identity = {
    kind: 'table',
    name: about.table,
    ...(about.schema ? { schema: about.schema } : {}),
  };
  const key = from.partsOf(table).find(({ id }) => id.kind === 'primary-key');
  const keyed = key ? `${columnList(key.attributes.columns).slice(1, -1)}, ${quoteName(about.name)}` : '*';
  return `CREATE TABLE ${place(`${about.table}_${about.name}`)} AS SELECT ${keyed} FROM ${ownerOf(about)}`;
}
