import type { RenameCause } from '../../equivalence/one-cause/one-cause.ts';
import type { CatalogObject } from '../../model/catalog.ts';
import type { Finding } from '../../model/finding.ts';
import { type Identity, printIdentity, printName } from '../../model/identity.ts';
import { renameSql } from '../../plan/renames/rename-sql.ts';
import { differenceRuleId, renameSeverity } from '../rules/difference-rules.ts';
import type { Context } from './judge.ts';

/** One finding of two names for what seems to be one thing. */
export function renameFinding(
  { missing, extra, follows, differs }: RenameCause,
  { culprit, source, meaning, advice }: Context,
  listed: (objects: readonly CatalogObject[]) => string,
): Finding {
  const { id } = missing;
  const besides = follows.length === 0 ? '' : ` Under that name these agree too: ${listed(follows)}`;
  const likeness =
    differs.length === 0 || id.kind !== 'column'
      ? 'the same in all else'
      : `in its place, and differs in its ${differs.map(spelled).join(', ')}`;
  return {
    rule: differenceRuleId(id.kind, 'renamed'),
    severity: renameSeverity(id.kind),
    object: id,
    attribute: 'name',
    expected: id.name,
    actual: extra.id.name,
    culprit,
    ...(source ? { source } : {}),
    message: `${printIdentity(id)} ${meaning.missing}: was it renamed to ${printName({ name: extra.id.name })}, which is ${likeness}?${besides}`,
    advice:
      culprit === 'database'
        ? `if it was: ${renameSql(missing, extra.id)}; if not: ${advice.missing}${planned(id)}`
        : advice.missing,
  };
}

/** An attribute in words: `notNull` as `not null`. */
const spelled = (attribute: string): string =>
  attribute.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const holdsRows = ['schema', 'table', 'column', 'materialized-view'];

/** What a plan takes it for, which matters where rows are. */
const planned = ({ kind }: Identity): string =>
  holdsRows.includes(kind)
    ? '. A plan renames it, with the rows that it has; of two things, drop the one first'
    : '';
