import { fileNameOf } from '../../history/file-name.ts';
import type { Finding } from '../../model/finding.ts';
import { printName } from '../../model/identity.ts';
import type { Statement } from '../../sql/statement.ts';
import { placedIn } from '../../sql/transaction-blocks.ts';
import { nameOfParts, partsOf } from '../../sql/tree.ts';
import { found } from '../rules/found.ts';
import { type ColumnTypes, enumUsesIn } from './enum-uses.ts';
import { at, type ParsedSubject, type SqlText } from './subject.ts';

/** For each type the values that the open transaction has added to it, and the files that add them. */
type Added = Map<string, Map<string, string>>;

/**
 * Is no value used before the transaction that adds it has ended? Postgres refuses that; from 17 on it allows it
 * for a type that the same transaction made. The migrator runs all that is pending in one transaction, unless a migration
 * ends it.
 */
export function enumValuesAreCommitted(subject: ParsedSubject): Finding[] {
  const { folder, sql } = subject;
  const files = folder.journal.flatMap(({ tag }) => {
    const file = sql.get(fileNameOf(tag, 'up', folder.layout));
    return file ? [{ tag, file }] : [];
  });
  const added: Added = new Map();
  const columns: ColumnTypes = new Map();
  return files.flatMap(({ tag, file }) =>
    usesIn(file, added, columns).map(({ value, type, path, line }) => {
      const here = path === file.path;
      const message = here
        ? `${file.path}: uses the value '${value}' of ${type}, which it adds itself`
        : `${file.path}: uses the value '${value}' of ${type}, which ${path} adds: Postgres refuses that when one deployment runs both`;
      return found('migration-enum-value', tag, message, {
        ...at(subject, file.path, line),
        ...(here ? {} : { severity: 'warning' }),
      });
    }),
  );
}

interface Use {
  readonly type: string;
  readonly value: string;
  /** The file that adds the value. */
  readonly path: string;
  readonly line: number;
}

/** Each use once for a file; what the file adds goes into `added`, the enum columns it creates into `columns`. */
function usesIn({ path, parsed }: SqlText, added: Added, columns: ColumnTypes): Use[] {
  const uses = new Map<string, Use>();
  const madeHere = new Set<string>();
  const { placed, staysOpen } = placedIn(parsed);
  for (const { statement, isCommittedBefore } of placed) {
    if (isCommittedBefore) {
      added.clear();
      madeHere.clear();
    }
    for (const { type, value } of enumUsesIn(statement, columns)) {
      const source = added.get(type)?.get(value);
      const key = `${type} ${value}`;
      if (source && !uses.has(key)) uses.set(key, { type, value, path: source, line: statement.line });
    }
    const made = typeMadeBy(statement);
    if (made !== undefined) {
      madeHere.add(made);
      added.delete(made);
    }
    const addition = valueAddedBy(statement);
    if (addition && !madeHere.has(addition.type))
      added.set(addition.type, new Map(added.get(addition.type)).set(addition.value, path));
  }
  if (!staysOpen) added.clear();
  return [...uses.values()];
}

const typeMadeBy = ({ kind, node }: Statement): string | undefined =>
  kind === 'CreateEnumStmt' ? typeIn(node) : undefined;

function valueAddedBy({ kind, node }: Statement): { type: string; value: string } | undefined {
  if (kind !== 'AlterEnumStmt' || typeof node.newVal !== 'string' || node.oldVal !== undefined)
    return undefined;
  return { type: typeIn(node), value: node.newVal };
}

const typeIn = ({ typeName }: Statement['node']): string =>
  printName(nameOfParts(partsOf(typeName as Parameters<typeof partsOf>[0])));
