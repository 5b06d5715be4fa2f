import { isList, isOrder, type Key, type Structure, type Value } from './catalog.ts';
import { type Name, printName } from './identity.ts';

/** An attribute's value for people. What a comment says is somebody's prose, and always quoted. */
export const printAttribute = (name: string, value: Value | undefined): string =>
  /^comment$|Comment$/.test(name) && typeof value === 'string' ? quoted(value) : printValue(value);

/** A value for people. A text that could be taken for words of ours, or for the end of the value, is quoted. */
export function printValue(value: Value | undefined): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value !== 'object')
    return printText(String(value), /^(none|nothing special|)$|, expected|^\s|\s$/);
  if (isList(value)) return `(${value.map(printElement).join(', ')})`;
  if (isOrder(value)) return printValue(value.order);
  if (isKey(value)) return printKey(value);
  return isName(value) ? printNamed(value) : printParts(value);
}

const printElement = (value: Value): string => {
  if (value === '') return 'default';
  return typeof value === 'string' ? printText(value, /^default$|, /) : printValue(value);
};

const printText = (text: string, confusing: RegExp): string => (confusing.test(text) ? quoted(text) : text);

/** As SQL writes a text. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** The words of an attribute or a part: `notNull` → `not null`. */
export const wordsOf = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const isKey = (value: Structure): value is Key => 'expression' in value && 'opclass' in value;

const isName = (value: Structure): value is Name =>
  Object.entries(value).every(
    ([part, text]) => ['schema', 'table', 'name'].includes(part) && typeof text === 'string',
  );

/** Postgres's own things are called by their names alone. */
const printNamed = ({ schema, ...rest }: Name): string =>
  printName(schema === undefined || schema === 'pg_catalog' ? rest : { schema, ...rest });

/** As CREATE INDEX and EXCLUDE spell it. */
function printKey({ expression, collation, opclass, parameters, direction, operator }: Key): string {
  const words = [
    expression,
    collation && `COLLATE ${printNamed(collation)}`,
    opclass && printNamed(opclass),
    parameters.length > 0 && `(${parameters.join(', ')})`,
    direction,
    operator && `WITH ${printNamed(operator)}`,
  ];
  return words.filter(Boolean).join(' ');
}

/** Parts that say what the others are about: they need no word before them. */
const subjects: readonly string[] = ['name', 'column', 'partition', 'field', 'key', 'number', 'strategy'];

/** What there is of the parts: `1.1 is default`. */
const printParts = (value: Structure): string =>
  Object.entries(value)
    .filter(([, part]) => part !== null && part !== false && !(isList(part) && part.length === 0))
    .map(([name, part]) => {
      const text = part === true ? '' : printAttribute(name, part);
      return `${subjects.includes(name) ? '' : wordsOf(name)} ${text}`.trim();
    })
    .join(' ');
