import type { Node } from 'libpg-query';

type KeysOf<T> = T extends unknown ? keyof T : never;

/** A kind of node in Postgres's parse tree, such as `CreateStmt`. */
export type NodeKind = KeysOf<Node>;
export type NodeOf<K extends NodeKind> = Extract<Node, Record<K, unknown>>[K];

/** A piece of a file that can be sent by itself. */
export interface Piece {
  readonly text: string;
  /** Its offset in the file. */
  readonly offset: number;
  /** The line of its first word, from 1. */
  readonly line: number;
}

/** One statement of a file, parsed by Postgres's own parser; its text begins with its first word. */
export interface Statement extends Piece {
  readonly kind: NodeKind;
  readonly node: Readonly<Record<string, unknown>>;
}

/** Whether a piece is one statement, and not a part that cannot be parsed. */
export const isStatement = (piece: Piece): piece is Statement => 'kind' in piece;

/** A function for each kind of statement. */
export type PerKind<R> = { readonly [K in NodeKind]?: (node: NodeOf<K>) => R };

/** Applies the function for a statement's kind; undefined when there is none, or when the piece is not a statement. */
export const lookUp = <R>(table: PerKind<R>, piece: Piece): R | undefined =>
  isStatement(piece) ? (table[piece.kind] as ((node: unknown) => R) | undefined)?.(piece.node) : undefined;
