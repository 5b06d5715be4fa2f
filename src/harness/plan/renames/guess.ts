import { type Kind, printIdentity } from '../../model/identity.ts';
import type { PlannedStatement } from '../planned-statement.ts';

const holdRows: readonly Kind[] = ['table', 'column', 'materialized-view'];

/** What a rename of what holds rows rests on: definitions alone, where one that was dropped and another look like one. */
export const guessIn = ({ renames, about, label }: PlannedStatement): string | undefined =>
  renames && label === undefined && holdRows.includes(about.kind)
    ? `This is a guess, which no value was asked about: if ${printIdentity(renames)} and ${printIdentity(about)} are two, drop the one and make the other instead.`
    : undefined;
