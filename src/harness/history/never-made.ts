import { type Identity, namedKinds } from '../model/identity.ts';
import { mayMakeSql } from '../sql/may-change-roles.ts';
import type { Migration } from './migrations.ts';

/** As Postgres makes up names (Postgres source, indexcmds.c: ChooseRelationName and its callers). */
const isMadeUp = (name: string): boolean => /_(pkey|key|excl|idx|fkey|check|seq|not_null)\d*$/.test(name);

/** What can give names that no migration writes, as SQL can that is made of text: code of extensions, what another server has. */
const givesNames = /\bextension\b|\bimport\b|_to_xml|\bU&"/i;

/** What gives a table the columns of something else. */
const givesColumns = /\bas\s*(\(|select\b|table\b|values\b|with\b)|\blike\b|\bof\b|\binherits\b/i;

/** A name that holds a date may be one of a row of them. */
const mayBeDated = (name: string): boolean => /\d\d\d\d|\d\d:\d\d/.test(name);

/**
 * Tells of an object that is not among what migrations lead to whether none of them has made it ever, so that none has dropped
 * it: its name, or its table's, is written in none of them, and nothing in them makes up names. False where that is not certain.
 */
export function neverMade(migrations: readonly Migration[]): (id: Identity) => boolean {
  const text = migrations.map(({ up: { sql } }) => sql.toLowerCase()).join('\n');
  const isWritten = (name: string): boolean =>
    [name, name.replaceAll('"', '""')].some((each) => text.includes(each.toLowerCase()));
  const isNew = (name: string): boolean => !mayBeDated(name) && !isWritten(name);
  if (mayMakeSql(text) || givesNames.test(text)) return () => false;
  return ({ kind, table, name }) => {
    if (!namedKinds.includes(kind)) return false;
    if (table !== undefined && isNew(table)) return !mayBeDated(name);
    return isNew(name) && !isMadeUp(name) && !(kind === 'column' && givesColumns.test(text));
  };
}
