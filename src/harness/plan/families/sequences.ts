import type { Attributes, CatalogObject } from '../../model/catalog.ts';
import type { Name } from '../../model/identity.ts';
import { ownerOf, qualified, quoteName } from '../names.ts';
import {
  type Change,
  commented,
  commentOn,
  type PlanFamily,
  type Side,
  type Sql,
  statement,
  textOf,
} from '../plan-family.ts';

/** The options of a sequence, all written out. */
export const sequenceOptions = ({ start, increment, min, max, cache, cycle }: Attributes): string =>
  [
    `INCREMENT BY ${increment}`,
    min === null ? 'NO MINVALUE' : `MINVALUE ${min}`,
    max === null ? 'NO MAXVALUE' : `MAXVALUE ${max}`,
    ...(start === null ? [] : [`START WITH ${start}`]),
    `CACHE ${cache}`,
    cycle ? 'CYCLE' : 'NO CYCLE',
  ].join(' ');

/** Where a sequence begins that does not say so: at its end, seen from where it counts to. */
const startOf = ({ start, increment, min, max, type }: Attributes): string => {
  if (start !== null) return textOf(start);
  return textOf(increment).startsWith('-') ? textOf(max ?? '-1') : textOf(min ?? '1') || textOf(type);
};

const ownedBy = ({ ownedBy: owner }: Attributes): string =>
  owner === null ? 'NONE' : `${ownerOf(owner as Name)}.${quoteName((owner as Name).name)}`;

const setOptions = ({ id, attributes }: CatalogObject): readonly Sql[] =>
  statement(
    `ALTER SEQUENCE ${qualified(id)} AS ${attributes.type} ${sequenceOptions({ ...attributes, start: startOf(attributes) })}`,
  );

const alterSequence = ({ to }: Change): readonly Sql[] => setOptions(to);

/** Whether an identity column makes and drops a sequence. */
export const isOfIdentity = ({ within }: CatalogObject, side: Side): boolean =>
  within?.kind === 'column' && Boolean(side.find(within)?.attributes.identity);

/** A column makes the sequence of its identity of its own type; CREATE TABLE … (LIKE … INCLUDING IDENTITY) makes one of bigint. */
const ofOtherType = (sequence: CatalogObject, side: Side): readonly Sql[] =>
  sequence.within && side.find(sequence.within)?.attributes.type !== sequence.attributes.type
    ? setOptions(sequence)
    : [];

/** Ties a sequence to its column, once both are there. */
export const tieSequence = ({ id, attributes }: CatalogObject): readonly Sql[] =>
  attributes.ownedBy === null
    ? []
    : statement(`ALTER SEQUENCE ${qualified(id)} OWNED BY ${ownedBy(attributes)}`);

export const sequences: PlanFamily = {
  create: (sequence, side) =>
    isOfIdentity(sequence, side)
      ? [...ofOtherType(sequence, side), ...commented(`SEQUENCE ${qualified(sequence.id)}`, sequence)]
      : [
          ...statement(
            `CREATE ${sequence.attributes.persistence === 'unlogged' ? 'UNLOGGED ' : ''}SEQUENCE ${qualified(sequence.id)} ` +
              `AS ${sequence.attributes.type} ${sequenceOptions(sequence.attributes)}`,
          ),
          ...commented(`SEQUENCE ${qualified(sequence.id)}`, sequence),
        ],
  drop: (sequence, side) =>
    isOfIdentity(sequence, side)
      ? []
      : [{ sql: `DROP SEQUENCE ${qualified(sequence.id)}`, loses: 'how far the sequence has counted' }],
  alter: {
    type: alterSequence,
    start: alterSequence,
    increment: alterSequence,
    min: alterSequence,
    max: alterSequence,
    cache: alterSequence,
    cycle: alterSequence,
    // From Postgres 15 on an owned sequence is as persistent as its table; what it is owned by says the rest.
    persistence: ({ to }) =>
      to.attributes.persistence === null
        ? []
        : statement(
            `ALTER SEQUENCE ${qualified(to.id)} SET ${to.attributes.persistence === 'unlogged' ? 'UNLOGGED' : 'LOGGED'}`,
          ),
    ownedBy: (change) =>
      isOfIdentity(change.to, change.after) || isOfIdentity(change.from, change.before)
        ? []
        : statement(`ALTER SEQUENCE ${qualified(change.to.id)} OWNED BY ${ownedBy(change.to.attributes)}`),
    comment: ({ to }) => statement(commentOn(`SEQUENCE ${qualified(to.id)}`, to.attributes.comment)),
  },
};
