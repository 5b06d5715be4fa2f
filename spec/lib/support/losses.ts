import pg from 'pg';
import type { ReferenceRow, Rows } from './model.ts';
import { textOf } from './moment.ts';
import { insertSql } from './rows.ts';

/** What the down of 0008 takes from rows that stay, and the rows it takes whole. */
export interface Losses {
  readonly flags: readonly { readonly id: string; readonly isRemoved: true | null }[];
  readonly times: readonly { readonly id: string; readonly persistUntil: bigint }[];
  readonly references: readonly ReferenceRow[];
}

/** Names all that will be lost. The default of a flag is no loss: it is what an up gives every row. */
export const lossesOf = ({ assets, references }: Rows): Losses => ({
  flags: assets.flatMap(({ id, isRemoved }) => (isRemoved === false ? [] : [{ id, isRemoved }])),
  times: assets.flatMap(({ id, persistUntil }) => (persistUntil === null ? [] : [{ id, persistUntil }])),
  references,
});

/** The SQL that puts the losses back where they were. */
export const putBackSql = ({ flags, times, references }: Losses): string =>
  [
    ...flags.map(
      ({ id, isRemoved }) => `UPDATE output_asset SET is_removed = ${isRemoved} WHERE id = '${id}'`,
    ),
    ...times.map(
      ({ id, persistUntil }) =>
        `UPDATE output_asset SET persist_until = ${pg.escapeLiteral(textOf(persistUntil))} WHERE id = '${id}'`,
    ),
    insertSql({ users: [], outputs: [], assets: [], references: [...references] }),
  ].join(';\n');
