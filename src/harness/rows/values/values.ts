import fc from 'fast-check';

/** Texts that the server reads as values of a type: ordinary ones, and those at its edges. */
export interface Values {
  readonly ordinary: fc.Arbitrary<string>;
  readonly edges: readonly string[];
}

/** Some values, and those at the edges. */
export const values = (ordinary: fc.Arbitrary<unknown>, ...edges: readonly string[]): Values => ({
  ordinary: ordinary.map(String),
  edges,
});

/** What is known of some types, by name; a type modifier of -1 is none (Postgres manual, "pg_attribute"). */
export type KnownTypes = Readonly<Record<string, (typmod: number) => Values>>;

/** A coordinate, and a number of floating point that is exact. */
export const eighths = fc.integer({ min: -1000, max: 1000 }).map((n) => n / 8);
