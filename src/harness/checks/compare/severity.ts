import type { Difference } from '../../diff/diff.ts';
import type { CatalogObject } from '../../model/catalog.ts';
import type { Severity } from '../../model/finding.ts';
import type { Kind } from '../../model/identity.ts';
import { type AttributesOfKinds, hasAttribute } from './attributes.ts';

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
const beside: ReadonlySet<Kind> = new Set(['index', 'unmodeled', 'setting', 'rule']);

/** Attributes that change no answer of any query. */
const harmless: AttributesOfKinds = {
  '*': [
    'comment',
    'columnComments',
    'fieldComments',
    'storage',
    'compression',
    'statistics',
    'clustered',
    'tablespace',
    'accessMethod',
    'replicaIdentity',
  ],
  table: ['columnOrder', 'options'],
  column: ['options'],
  index: ['options'],
  'primary-key': ['options'],
  unique: ['options'],
  exclusion: ['options'],
  'materialized-view': ['options'],
  function: ['cost', 'rows', 'support'],
};

/** Attributes that show under load, in corner cases or in the future. */
const mild: AttributesOfKinds = {
  '*': ['validated', 'persistence', 'inherits', 'inherited', 'partitionBy', 'ofType'],
  table: ['partitions'],
  sequence: ['start', 'increment', 'min', 'max', 'cache', 'cycle', 'ownedBy', 'type'],
  trigger: ['enabled'],
  function: ['parallel', 'leakproof'],
  extension: ['version', 'schema'],
};

/** How serious a difference is for code that was written against what is expected. */
export function severityOf(difference: Difference): Severity {
  const { kind } = difference.object.id;
  // A role is there because a policy names it, and the policy's own finding says so.
  if (kind === 'role') return 'info';
  if (difference.type === 'changed') return ofChange(kind, difference.attribute);
  if (difference.type === 'missing') return beside.has(kind) ? 'warning' : 'breaking';
  return refusing.has(kind) || mustBeFilled(difference.object) ? 'breaking' : 'warning';
}

function ofChange(kind: Kind, attribute: string): Severity {
  if (hasAttribute(harmless, kind, attribute)) return 'info';
  if (kind === 'index' && attribute === 'unique') return 'breaking';
  return beside.has(kind) || hasAttribute(mild, kind, attribute) ? 'warning' : 'breaking';
}

/** An extra column that inserts must name: NOT NULL and filled by nothing. */
const mustBeFilled = ({ id, attributes }: CatalogObject): boolean =>
  id.kind === 'column' &&
  attributes.notNull !== false &&
  attributes.default === null &&
  attributes.identity === null &&
  attributes.generated === null;
