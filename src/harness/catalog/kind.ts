import type { Value } from '../model/catalog.ts';
import type { Severity } from '../model/finding.ts';
import type { NameForm } from './name-forms.ts';

/**
 * Where an expression can be parsed again: over the columns of the table that the object belongs to (or about the VALUE of
 * its domain), over the object's own columns, as a query, as a whole statement, or in a function.
 */
export type ExpressionPlace = 'owner' | 'self' | 'query' | 'statement' | 'body' | 'arguments';

/** What comparing needs to know of an attribute. One of which nothing is said is breaking, and a schema file can declare it. */
export interface AttributeFacts<A extends string = string> {
  /** How serious it is when it differs, by what else the object has as expected; what the kind says of its attributes when absent. */
  readonly severity?:
    | Severity
    | ((expected: Value, actual: Value, attributes: Readonly<Record<string, Value>>) => Severity);
  /** Whether drizzle-orm/pg-core has a word for it. */
  readonly declarable?: false;
  /** What else is to be said where it differs. */
  readonly note?: string;
  /** It is an expression, or has parts called so, and is another one only where both texts are printed differently there. */
  readonly expression?: ExpressionPlace;
  /** It may be a literal, of the type that another attribute holds: literals of one value are worth a remark only. */
  readonly literalOf?: A;
  /** The first server that keeps it, as `server_version_num`: nothing is to be said of it where one of two does not. */
  readonly since?: number;
  /** The attribute that it says more about: where that differs too, it is no difference of its own. */
  readonly partOf?: A;
  /** Whether two values that differ mean the same. */
  readonly same?: (expected: Value, actual: Value) => boolean;
}

/** The attributes of an object, by the names that its kind has for them. */
type Given<A extends string> = Readonly<Partial<Record<NoInfer<A>, Value>>>;

/** What comparing needs to know of a kind of objects, and of each of its attributes. */
export interface KindFacts<A extends string = string> {
  readonly attributes: Readonly<Record<A, AttributeFacts<NoInfer<A>>>>;
  /** How serious it is when an object is not there: breaking when absent. */
  readonly missing?: Severity | ((attributes: Given<A>) => Severity);
  /** How serious it is when an object is there that is not expected: a warning when absent. */
  readonly extra?: Severity | ((attributes: Given<A>) => Severity);
  /** How serious it is when an attribute differs that does not say it itself: breaking when absent. */
  readonly changed?: Severity;
  /** Whether drizzle-orm/pg-core can declare such objects. */
  readonly declarable?: false;
  /** The names that tools give an object when nobody chooses one. */
  readonly defaultNames?: (attributes: Given<A>) => readonly NameForm[];
}

/** Writes down a kind: the names of its attributes are part of its type. */
export const kindFacts = <A extends string>(facts: KindFacts<A>): KindFacts<A> => facts;

/** Changes no answer of any query, and drizzle-orm has no word for it. */
export const physical = { severity: 'info', declarable: false } as const;
/** Shows under load, in corner cases or in the future, and drizzle-orm has no word for it. */
export const subtle = { severity: 'warning', declarable: false } as const;
/** Whom another order of columns concerns. */
export const positional = {
  ...physical,
  note: 'queries that name their columns are not affected; SELECT *, COPY and INSERT without a list of columns are',
} as const;
/** Only migrations can say it. */
export const undeclarable = { declarable: false } as const;
