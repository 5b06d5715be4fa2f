import type { Node } from 'libpg-query';

type KeysOf<T> = T extends unknown ? keyof T : never;

/** A kind of node in Postgres's parse tree, such as `CreateStmt`. */
export type NodeKind = KeysOf<Node>;
export type NodeOf<K extends NodeKind> = Extract<Node, Record<K, unknown>>[K];

/** A piece of a file, such as is sent by itself. */
export interface Piece {
  readonly text: string;
  /** Where in the file it begins. */
  readonly offset: number;
  /** The line of its first word, from 1. */
  readonly line: number;
}

/** One statement of a file as Postgres's own parser understands it; its text begins with its first word. */
export interface Statement extends Piece {
  readonly kind: NodeKind;
  readonly node: Readonly<Record<string, unknown>>;
}

/** Whether a piece is one statement, and not a part that our parser does not understand. */
export const isStatement = (piece: Piece): piece is Statement => 'kind' in piece;

/** What to do with each kind of statement. */
export type PerKind<R> = { readonly [K in NodeKind]?: (node: NodeOf<K>) => R };

/** What a table says of a statement; nothing for a kind that is not in it, nor for a piece that is no statement. */
export const lookUp = <R>(table: PerKind<R>, piece: Piece): R | undefined =>
  isStatement(piece) ? (table[piece.kind] as ((node: unknown) => R) | undefined)?.(piece.node) : undefined;
