import type { RenameCause } from '../../equivalence/one-cause/one-cause.ts';
import type { CatalogObject } from '../../model/catalog.ts';
import type { Finding } from '../../model/finding.ts';
import { type Identity, printIdentity, printName } from '../../model/identity.ts';
import { quoteName } from '../../postgres/connection.ts';
import { differenceRuleId, renameSeverity } from '../rules/difference-rules.ts';
import type { Context } from './judge.ts';

/** One finding of two names for what seems to be one thing. */
export function renameFinding(
  { missing, extra, follows }: RenameCause,
  { culprit, source, meaning, advice }: Context,
  listed: (objects: readonly CatalogObject[]) => string,
): Finding {
  const { id } = missing;
  const besides = follows.length === 0 ? '' : ` By that name go also ${listed(follows)}`;
  return {
    rule: differenceRuleId(id.kind, 'renamed'),
    severity: renameSeverity(id.kind),
    object: id,
    attribute: 'name',
    expected: id.name,
    actual: extra.id.name,
    culprit,
    ...(source ? { source } : {}),
    message: `${printIdentity(id)} ${meaning.missing}: was it renamed to ${printName({ name: extra.id.name })}, which is the same in all else?${besides}`,
    advice:
      culprit === 'database'
        ? `if it was: ${renameSql(missing, extra.id)}; if not: ${advice.missing}${loss(id)}`
        : advice.missing,
  };
}

const lossy = ['table', 'column', 'materialized-view'];

/** What becomes of the rows if what was renamed is taken for two things. */
const loss = ({ kind }: Identity): string =>
  lossy.includes(kind) ? '. A plan drops the one and makes the other without its rows' : '';

const qualified = (...parts: readonly (string | undefined)[]): string =>
  parts.flatMap((part) => (part === undefined ? [] : quoteName(part))).join('.');

/** SQL: gives what is there the name that is expected. */
function renameSql({ id, within }: CatalogObject, actual: Identity): string {
  const { kind, schema, table, name } = id;
  const holder = `ALTER ${within?.kind === 'domain' ? 'DOMAIN' : 'TABLE'} ${qualified(schema, table)}`;
  const [was, is] = [quoteName(actual.name), quoteName(name)];
  switch (kind) {
    case 'column':
      return `${holder} RENAME COLUMN ${was} TO ${is}`;
    case 'policy':
    case 'trigger':
      return `ALTER ${kind.toUpperCase()} ${was} ON ${qualified(schema, table)} RENAME TO ${is}`;
    case 'table':
    case 'view':
    case 'materialized-view':
    case 'domain':
    case 'index':
      return `ALTER ${kind.replace('-', ' ').toUpperCase()} ${qualified(schema, actual.name)} RENAME TO ${is}`;
    case 'enum':
    case 'composite-type':
      return `ALTER TYPE ${qualified(schema, actual.name)} RENAME TO ${is}`;
    default:
      return `${holder} RENAME CONSTRAINT ${was} TO ${is}`;
  }
}
