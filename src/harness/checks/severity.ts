import type { Difference } from '../diff/diff.ts';
import type { CatalogObject } from '../model/catalog.ts';
import type { Severity } from '../model/finding.ts';
import type { Kind } from '../model/identity.ts';

/** What refuses the writes, or the reads, of code that does not know of it. */
const refusing: ReadonlySet<Kind> = new Set([
  'primary-key',
  'unique',
  'foreign-key',
  'check',
  'exclusion',
  'policy',
]);

/** What slows down, or lies beside, the code written against the schema when it is not as declared. */
const beside: ReadonlySet<Kind> = new Set(['index', 'unmodeled', 'setting', 'role', 'rule']);

/** Attributes that change no answer of any query: `*` stands for every kind. */
const harmless: Readonly<Record<string, readonly string[]>> = {
  '*': ['comment', 'options', 'storage', 'compression', 'statisticsTarget', 'clustered'],
  table: ['columnOrder', 'replicaIdentity', 'accessMethod'],
  index: ['replicaIdentity'],
};

/** Attributes that show under load, in corner cases or in the future. */
const mild: Readonly<Record<string, readonly string[]>> = {
  '*': ['validated'],
  table: ['persistence', 'inherits', 'partitionBy'],
  sequence: ['start', 'increment', 'min', 'max', 'cache', 'cycle', 'persistence', 'ownedBy', 'type'],
  trigger: ['enabled'],
  extension: ['version', 'schema'],
};

/** How serious a difference is for code that was written against what is expected. */
export function severityOf(difference: Difference): Severity {
  const { kind } = difference.object.id;
  if (difference.type === 'changed') return ofChange(kind, difference.attribute);
  if (difference.type === 'missing') return beside.has(kind) ? 'warning' : 'breaking';
  return refusing.has(kind) || mustBeFilled(difference.object) ? 'breaking' : 'warning';
}

function ofChange(kind: Kind, attribute: string): Severity {
  if (listed(harmless, kind, attribute)) return 'info';
  if (kind === 'index' && attribute === 'unique') return 'breaking';
  return beside.has(kind) || listed(mild, kind, attribute) ? 'warning' : 'breaking';
}

const listed = (table: Readonly<Record<string, readonly string[]>>, kind: Kind, attribute: string): boolean =>
  [...(table['*'] ?? []), ...(table[kind] ?? [])].includes(attribute);

/** An extra column that inserts must name: NOT NULL and filled by nothing. */
const mustBeFilled = ({ id, attributes }: CatalogObject): boolean =>
  id.kind === 'column' &&
  attributes.notNull !== false &&
  attributes.default === null &&
  attributes.identity === null &&
  attributes.generated === null;
