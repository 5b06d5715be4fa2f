import { quoteText } from './names.ts';

/** A storage parameter as the catalog has it: `fillfactor=70`. */
const inParts = (option: string): readonly [name: string, value: string] => {
  const at = option.indexOf('=');
  return [option.slice(0, at), option.slice(at + 1)];
};

/** SQL: storage parameters, as they are in parentheses after WITH or SET. */
const optionsIn = (options: readonly string[]): string =>
  options
    .map(inParts)
    .map(([name, value]) => `${name} = ${quoteText(value)}`)
    .join(', ');

/** SQL: ` WITH (…)`, or nothing where there are none. */
export const withOptions = (options: readonly string[]): string =>
  options.length === 0 ? '' : ` WITH (${optionsIn(options)})`;

/** SQL: what follows `ALTER …` so that it has these storage parameters and not those. */
export function alterOptions(from: readonly string[], to: readonly string[]): string[] {
  const kept = new Set(to.map((option) => inParts(option)[0]));
  const gone = from.map((option) => inParts(option)[0]).filter((name) => !kept.has(name));
  const set = to.filter((option) => !from.includes(option));
  return [
    ...(gone.length === 0 ? [] : [`RESET (${gone.join(', ')})`]),
    ...(set.length === 0 ? [] : [`SET (${optionsIn(set)})`]),
  ];
}

/** Parameters whose stored value is a list of names, quoted where they need it (Postgres source, GUC_LIST_QUOTE). */
const lists = new Set([
  'search_path',
  'session_preload_libraries',
  'shared_preload_libraries',
  'local_preload_libraries',
  'temp_tablespaces',
  'unix_socket_directories',
]);

/** The names in a list; `""` is one that is empty. */
const namesIn = (list: string): string[] =>
  [...list.matchAll(/"((?:[^"]|"")*)"|[^,\s]+/g)].map(
    ([all, quoted]) => quoted?.replaceAll('""', '"') ?? all,
  );

/** SQL: a configuration parameter and its value, as they follow SET. */
export const configured = (name: string, value: string): string =>
  `${name} TO ${lists.has(name) ? namesIn(value).map(quoteText).join(', ') || "''" : quoteText(value)}`;

/** The same from `name=value`. */
export const configuredBy = (setting: string): string => configured(...inParts(setting));
