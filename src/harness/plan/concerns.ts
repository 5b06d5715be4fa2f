import type { Difference } from '../diff/diff.ts';
import { type Identity, keyOf, printIdentity } from '../model/identity.ts';

/** Whether what is left of a difference is about an object: a change is about its object, a whole object about its parts too. */
export const isAbout = (difference: Difference, id: Identity): boolean =>
  difference.type === 'changed'
    ? keyOf(difference.object.id) === keyOf(id)
    : touches(difference.object.id, id);

/** Whether one of two objects is the other, is in it, or is beside it on one table. */
export const touches = (a: Identity, b: Identity): boolean =>
  keyOf(a) === keyOf(b) || (tableKey(a) === tableKey(b) && (isTable(a) || isTable(b)));

const isTable = ({ table }: Identity): boolean => table === undefined;

const tableKey = ({ schema = '', table, name }: Identity): string => JSON.stringify([schema, table ?? name]);

/** A difference for people, by name. */
export const printDifference = (each: Difference): string =>
  `${printIdentity(each.object.id)} ${each.type === 'changed' ? `(${each.attribute})` : `is ${each.type}`}`;
