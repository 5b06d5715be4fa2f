import { kindFacts, physical, subtle, undeclarable } from './kind.ts';
import { namesIn, namesOfKeys, numbered, ownName, textsOf } from './name-forms.ts';

/** What every constraint has that an index enforces. */
const enforcedByIndex = {
  include: undeclarable,
  timing: undeclarable,
  options: physical,
  tablespace: physical,
  valid: undeclarable,
  clustered: physical,
  switchedOff: undeclarable,
  comment: physical,
  indexComment: physical,
  partitionIndexes: physical,
} as const;

const keyAttributes = {
  ...enforcedByIndex,
  columns: {},
  period: undeclarable,
  replicaIdentity: physical,
} as const;

/** A single primary key is always named by Postgres. */
export const primaryKey = kindFacts({
  extra: 'breaking',
  attributes: keyAttributes,
  defaultNames: ({ columns }) => [
    { middle: [], ending: 'pkey' },
    { middle: textsOf(columns), ending: 'pk' },
  ],
});

export const unique = kindFacts({
  extra: 'breaking',
  attributes: { ...keyAttributes, nullsNotDistinct: {} },
  defaultNames: ({ columns }) => [
    { middle: textsOf(columns), ending: 'key' },
    { middle: textsOf(columns), ending: 'unique' },
  ],
});

export const foreignKey = kindFacts({
  extra: 'breaking',
  attributes: {
    columns: {},
    references: {},
    referencedColumns: {},
    onUpdate: {},
    onDelete: {},
    setColumns: undeclarable,
    match: undeclarable,
    timing: undeclarable,
    validated: subtle,
    enforced: undeclarable,
    period: undeclarable,
    switchedOff: undeclarable,
    comment: physical,
  },
  defaultNames: ({ columns, references, referencedColumns }) => {
    const middle = [...textsOf(columns), ownName(references), ...textsOf(referencedColumns)];
    return [
      { middle: textsOf(columns), ending: 'fkey' },
      { middle, ending: 'fkey' },
      { middle, ending: 'fk' },
    ];
  },
});

/** drizzle-kit names no check. */
export const check = kindFacts({
  extra: 'breaking',
  attributes: {
    expression: { expression: 'owner' },
    noInherit: undeclarable,
    validated: subtle,
    enforced: undeclarable,
    comment: physical,
  },
  defaultNames: ({ expression }) =>
    [[], ...namesIn(expression).map((name) => [name])].map((middle) => ({ middle, ending: 'check' })),
});

/** drizzle-orm knows no exclusions. */
export const exclusion = kindFacts({
  extra: 'breaking',
  declarable: false,
  attributes: {
    ...enforcedByIndex,
    method: {},
    keys: { expression: 'owner' },
    predicate: { expression: 'owner' },
  },
  defaultNames: ({ keys }) => [{ middle: numbered(namesOfKeys(keys)), ending: 'excl' }],
});
