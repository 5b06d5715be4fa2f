import { InvalidArgumentError } from 'commander';

/** Reads a whole number. Throws what commander says in one line, with the option's name. */
export const wholeBetween =
  (least: number, most: number) =>
  (text: string): number => {
    const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Use a whole number from ${least} to ${most}.`);
  };
