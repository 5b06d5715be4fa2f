import { withoutTexts } from '../sql/clock.ts';
import type { SqlFile } from '../sql/sql-file.ts';
import type { Statement } from '../sql/statement.ts';
import { walk } from '../sql/tree.ts';
import { documentsWith, pathsIn } from './document-paths.ts';
import { repeatedHour } from './repeated-hour.ts';
import type { FillColumn } from './table-facts.ts';
import type { TypeFacts } from './type-facts.ts';

/** What the statements of a migration speak of: rows that have it are those that they treat in a way of their own. */
export interface Spoken {
  /** Every word in it: a column whose name is none is not spoken of. */
  readonly words: ReadonlySet<string>;
  readonly texts: readonly string[];
  readonly numbers: readonly number[];
  /** Texts that a migration puts in even where somebody has: ON CONFLICT … DO UPDATE, MERGE. */
  readonly overwritten: readonly string[];
  /** What lists in texts are cut or joined by. */
  readonly separators: readonly string[];
  /** By which documents are read, of two keys and more. */
  readonly paths: readonly (readonly string[])[];
  /** How texts are compared or cut. */
  readonly folds: readonly Fold[];
}

type Fold = 'case' | 'blanks' | 'accents' | 'day';

const folding: Readonly<Record<Fold, RegExp>> = {
  case: /\b(lower|upper|initcap|citext|ilike|collat\w*)\b/i,
  blanks: /\b([lrb]?trim|char|character|bpchar)\s*\(/i,
  accents: /\b(unaccent|normalize|collat\w*)\b/i,
  day: /\bdate_trunc\b|::\s*date\b|\bto_char\b|\bdate\s*\(/i,
};

const mostOfEach = 12;

/**
 * Reads files, and the bodies of functions that they call and that were there before; a function's body, which is a text to
 * the parser, is read as SQL by its look.
 */
export async function spokenIn(files: readonly SqlFile[], called: readonly string[] = []): Promise<Spoken> {
  const sql = [...files.map((file) => file.sql), ...called].join('\n');
  const parsed = await Promise.all(files.map((file) => file.parsed()));
  const statements = parsed.flatMap((each) => each.statements);
  const asked = constantsIn(statements.map(withoutValues));
  const written = [...sql.matchAll(/\$\w*\$(.*?)\$\w*\$/gs)].map(([, body = '']) => body);
  const bodies = [...written, ...called];
  const inBodies = bodies.flatMap((body) => [...body.matchAll(/'((?:[^']|''){0,80})'/g)]);
  const texts = [...asked.texts, ...inBodies.map(([, text = '']) => text.replaceAll("''", "'"))];
  const counted = bodies.flatMap((body) => withoutTexts(body).match(/(?<![\w.$])\d+(\.\d+)?/g) ?? []);
  // What a migration puts in itself, it may take for its own.
  const own = new Set(constantsIn(statements.map(valuesOf)).texts);
  return {
    words: new Set(sql.match(/[\p{L}\p{N}_$]+/gu) ?? []),
    overwritten: [...new Set(constantsIn(statements.filter(overwrites).map(({ node }) => node)).texts)].slice(
      0,
      mostOfEach,
    ),
    separators: [...new Set(texts.flatMap((text) => /^\W{0,2}([,;|/])/.exec(text)?.[1] ?? []))],
    texts: [...new Set(texts)].filter((text) => !own.has(text) && text.length <= 200).slice(0, mostOfEach),
    numbers: [...new Set([...asked.numbers, ...counted.map(Number)])]
      .filter(Number.isFinite)
      .slice(0, mostOfEach),
    paths: pathsIn(sql).slice(0, 4),
    folds: (Object.keys(folding) as Fold[]).filter((fold) => folding[fold].test(sql)),
  };
}

function constantsIn(tree: unknown): { readonly texts: string[]; readonly numbers: number[] } {
  const texts: string[] = [];
  const numbers: number[] = [];
  walk(tree, ({ A_Const: constant }) => {
    const { sval, ival, fval } = (constant ?? {}) as Constant;
    if (sval?.sval !== undefined) texts.push(sval.sval);
    if (ival) numbers.push(ival.ival ?? 0);
    if (fval) numbers.push(Number(fval.fval));
  });
  return { texts, numbers };
}

/** What a statement puts in is its own; what it asks for is what may be there. */
const withoutValues = ({ kind, node }: Statement): unknown => {
  if (kind !== 'InsertStmt') return node;
  const { selectStmt, ...rest } = node as Insert;
  const { valuesLists: _, ...select } = selectStmt?.SelectStmt ?? {};
  return [rest, select];
};

/** Whether a statement puts in its own values in the place of others'. */
const overwrites = ({ kind, node }: Statement): boolean =>
  kind === 'MergeStmt' ||
  (kind === 'InsertStmt' && (node as Insert).onConflictClause?.action === 'ONCONFLICT_UPDATE');

const valuesOf = ({ kind, node }: Statement): unknown =>
  kind === 'InsertStmt' ? (node as Insert).selectStmt?.SelectStmt?.valuesLists : [];

interface Insert {
  readonly onConflictClause?: { readonly action?: string };
  readonly selectStmt?: { readonly SelectStmt?: { readonly valuesLists?: unknown } };
}

interface Constant {
  readonly sval?: { readonly sval?: string };
  readonly ival?: { readonly ival?: number };
  readonly fval?: { readonly fval?: string };
}

const texty = ['text', 'varchar', 'bpchar', 'citext', 'name'];
const whole = ['int2', 'int4', 'int8'];
const wide = ['numeric', 'float4', 'float8', 'money'];
const dated = ['date', 'timestamp', 'timestamptz'];

/** What of it may be a value of a column: what is spoken of, its neighbours, and what is taken for the same. */
export function spokenFor(
  spoken: Spoken,
  { name, typmod }: FillColumn,
  type: TypeFacts | undefined,
): string[] {
  if (!type || !spoken.words.has(name)) return [];
  const { texts, numbers } = spoken;
  if (texty.includes(type.name)) {
    const room = typmod < 0 ? 200 : typmod - 4;
    return [
      ...twins(spoken),
      ...spoken.separators.flatMap(lists),
      ...texts.flatMap(likeTexts),
      ...numbers.map(String),
    ].filter((text, at, all) => [...text].length <= room && all.indexOf(text) === at);
  }
  if (whole.includes(type.name)) return neighbours(numbers.filter(Number.isInteger), 1);
  if (wide.includes(type.name)) return neighbours(numbers, 0.01);
  if (dated.includes(type.name)) return dates(spoken);
  if (type.kind === 'e') return texts.filter((text) => type.labels.includes(text));
  if (type.name === 'jsonb' || type.name === 'json')
    return [...documentsWith(spoken.paths), ...texts.filter(isKeyLike).slice(0, 4).flatMap(documents)];
  return texts.slice(0, 6);
}

/** The same of a column of which no two rows may have the same value. */
export function keysSpokenFor(
  spoken: Spoken,
  { name }: FillColumn,
  type: TypeFacts | undefined,
): readonly string[] {
  if (!type || !spoken.words.has(name)) return [];
  if (texty.includes(type.name)) return [...twins(spoken), ...spoken.overwritten];
  return dated.includes(type.name) ? twinTimes(spoken) : [];
}

/** Lists that are joined otherwise than they are cut, with what a list may have: blanks, nothing, one thing twice. */
const lists = (separator: string): string[] => [
  `a${separator} b`,
  `a${separator}b${separator}a`,
  `a${separator}${separator}b`,
];

const neighbours = (numbers: readonly number[], step: number): string[] => [
  ...new Set(
    numbers.flatMap((number) =>
      [number, number + step, number - step].map((each) => String(Number(each.toFixed(6)))),
    ),
  ),
];

/** A pattern of LIKE matches a text with something in the place of its wildcards. */
const likeTexts = (text: string): string[] =>
  /[%_]/.test(text) ? [text, text.replace(/[%_]/g, 'x'), text.replaceAll('%', '')] : [text];

/** Texts that differ, and that some comparison takes for the same. */
const twins = ({ folds }: Spoken): string[] => [
  ...(folds.includes('case') ? ['apple', 'APPLE'] : []),
  ...(folds.includes('blanks') ? ['apple', ' apple', 'apple  '] : []),
  ...(folds.includes('accents') ? ['\u00e9t\u00e9', 'e\u0301te\u0301', 'ete'] : []),
];

/** Times that differ, and that some comparison takes for the same. */
const twinTimes = ({ texts, folds }: Spoken): string[] => [
  ...texts.flatMap(repeatedHour),
  ...(folds.includes('day') ? ['2024-05-05 10:00', '2024-05-05 11:00'] : []),
];

function dates(spoken: Spoken): string[] {
  const { texts } = spoken;
  const days = texts.filter(
    (text) => /^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(Date.parse(text.slice(0, 10))),
  );
  const around = days.flatMap((day) =>
    [-1, 0, 1].map((by) =>
      new Date(Date.parse(day.slice(0, 10)) + by * 86_400_000).toISOString().slice(0, 10),
    ),
  );
  return [...new Set([...days, ...around, ...twinTimes(spoken)])];
}

const isKeyLike = (text: string): boolean => /^[\p{L}_][\p{L}\p{N}_-]{0,40}$/u.test(text);

/** What is under a key that is spoken of may be of any kind. */
const documents = (key: string): string[] =>
  [1, 'text', null, {}, []].map((value) => JSON.stringify({ [key]: value }));
