import type { TableName } from '../model/cost.ts';
import type { Finding, Severity } from '../model/finding.ts';
import { type Identity, type Kind, nameKey } from '../model/identity.ts';
import { wordsOf } from '../model/print-value.ts';
import { findingsOf, type Report } from '../model/report.ts';
import { isMarked, type TableShape, tableOf } from '../model/table-shape.ts';

/** What was found of a part of a diagram. */
export interface Mark {
  readonly severity: Severity;
  /** Which side lacks it, or that both have it. */
  readonly kind: 'missing' | 'extra' | 'changed';
  /** The same in words: `missing`, `type and default differ`. */
  readonly words: string;
}

export interface DrawnColumn {
  readonly name: string;
  readonly type: string;
  readonly keys: readonly ('PK' | 'FK')[];
  readonly mark: Mark | undefined;
}

/** A part of a table that is no column, such as an index; there where something was found of it. */
export interface DrawnPart {
  readonly kind: Kind;
  readonly name: string;
  readonly mark: Mark;
}

export interface DrawnTable {
  readonly table: TableName;
  /** Whether something was found of it or of a part of it; else it is there for the foreign keys. */
  readonly isConcerned: boolean;
  readonly mark: Mark | undefined;
  readonly columns: readonly DrawnColumn[];
  /** How many columns are not drawn. */
  readonly hidden: number;
  readonly parts: readonly DrawnPart[];
}

/** A foreign key, from and to a table by its place in the list. */
export interface DrawnLink {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly mark: Mark | undefined;
}

export interface Diagram {
  /** Those of which something was found first. */
  readonly tables: readonly DrawnTable[];
  readonly links: readonly DrawnLink[];
  /** How many tables are left out. */
  readonly left: number;
}

/** How much is drawn at most. */
interface Room {
  readonly tables: number;
  /** Of a table; those with a mark are drawn in any case. */
  readonly columns: number;
}

/** The tables that a report's findings concern, with what they are tied to, and what was found of which part. */
export function diagramOf(report: Report, room: Room): Diagram {
  const found = foundIn(report);
  const shapes = [...(report.tables ?? []), ...unknownTables(found, report.tables ?? [])];
  const all = shapes.map((shape) => tableIn(shape, found, room.columns));
  const tables = [
    ...all.filter(({ isConcerned }) => isConcerned),
    ...all.filter(({ isConcerned }) => !isConcerned),
  ].slice(0, room.tables);
  return { tables, links: linksAmong(tables, shapes, found), left: all.length - tables.length };
}

/** Findings by the table that they concern, and there by the part. */
type Found = ReadonlyMap<string, readonly Finding[]>;

function foundIn(report: Report): Found {
  const found = new Map<string, Finding[]>();
  for (const finding of findingsOf(report).filter(isMarked)) {
    const table = tableOf(finding);
    if (!table) continue;
    const findings = found.get(nameKey(table)) ?? [];
    findings.push(finding);
    found.set(nameKey(table), findings);
  }
  return found;
}

/** Tables that neither side has in the end, such as one that a down leaves behind. */
function unknownTables(found: Found, shapes: readonly TableShape[]): TableShape[] {
  const known = new Set(shapes.map(({ table }) => nameKey(table)));
  return [...found].flatMap(([key, [finding]]) => {
    const table = finding && tableOf(finding);
    if (!table || known.has(key) || !['table', 'column'].includes(finding.object.kind)) return [];
    return [{ table, columns: [], primaryKey: [], foreignKeys: [] }];
  });
}

function tableIn(shape: TableShape, found: Found, mostColumns: number): DrawnTable {
  const { table } = shape;
  const findings = found.get(nameKey(table)) ?? [];
  const marks = marksOf(findings);
  const columns = columnsOf(shape, marks);
  const shown = findings.length === 0 ? columns.filter(({ keys }) => keys.length > 0) : columns;
  const drawn = fitting(shown, mostColumns);
  return {
    table,
    isConcerned: findings.length > 0,
    mark: marks.get(partKey({ kind: 'table', name: table.name })),
    columns: drawn,
    hidden: columns.length - drawn.length,
    parts: partsOf(marks),
  };
}

/** All columns, those too that were only found on the way. */
function columnsOf({ columns, primaryKey, foreignKeys }: TableShape, marks: Marks): DrawnColumn[] {
  const references = new Set(foreignKeys.flatMap((key) => key.columns));
  const known = new Set(columns.map(({ name }) => name));
  const others = [...marks.values()].flatMap(({ object: { kind, name } }) =>
    kind === 'column' && !known.has(name) ? [{ name, type: '' }] : [],
  );
  return [...columns, ...others].map(({ name, type }) => ({
    name,
    type,
    keys: [
      ...(primaryKey.includes(name) ? ['PK' as const] : []),
      ...(references.has(name) ? ['FK' as const] : []),
    ],
    mark: marks.get(partKey({ kind: 'column', name })),
  }));
}

/** The columns with a mark, and as many of the others as there is room for, keys first; in their order. */
function fitting(columns: readonly DrawnColumn[], most: number): DrawnColumn[] {
  const ranked = [
    ...columns.filter(({ mark }) => mark),
    ...columns.filter(({ mark, keys }) => !mark && keys.length > 0),
    ...columns.filter(({ mark, keys }) => !mark && keys.length === 0),
  ];
  const kept = new Set(ranked.filter(({ mark }, at) => mark || at < most));
  return columns.filter((column) => kept.has(column));
}

/** Foreign keys too: the line of one is drawn only where both of its tables are. */
const partsOf = (marks: Marks): DrawnPart[] =>
  [...marks.values()].flatMap(({ object: { kind, name }, ...mark }) =>
    kind === 'table' || kind === 'column' ? [] : [{ kind, name, mark }],
  );

function linksAmong(tables: readonly DrawnTable[], shapes: readonly TableShape[], found: Found): DrawnLink[] {
  const places = new Map(tables.map(({ table }, at) => [nameKey(table), at]));
  return shapes.flatMap(({ table, foreignKeys }) => {
    const from = places.get(nameKey(table));
    const marks = marksOf(found.get(nameKey(table)) ?? []);
    return foreignKeys.flatMap(({ name, references }) => {
      const to = places.get(nameKey(references));
      if (from === undefined || to === undefined) return [];
      return [{ from, to, name, mark: marks.get(partKey({ kind: 'foreign-key', name })) }];
    });
  });
}

type Marks = ReadonlyMap<string, Mark & { readonly object: Identity }>;

const partKey = ({ kind, name }: Pick<Identity, 'kind' | 'name'>): string => JSON.stringify([kind, name]);

/** What was found of each part of a table. */
function marksOf(findings: readonly Finding[]): Marks {
  const parts = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const others = parts.get(partKey(finding.object));
    if (others) others.push(finding);
    else parts.set(partKey(finding.object), [finding]);
  }
  return new Map([...parts].map(([key, some]) => [key, { ...markOf(some), object: some[0].object }]));
}

function markOf(findings: readonly [Finding, ...Finding[]]): Mark {
  const words = [...new Set(findings.map(wordsFor))];
  const [first] = findings;
  const absence = (['missing', 'extra'] as const).find((kind) => first.rule.endsWith(`-${kind}`));
  const severity = findings.some((finding) => finding.severity === 'breaking') ? 'breaking' : 'warning';
  return { severity, kind: absence ?? 'changed', words: words.join(', ') };
}

/** What is wrong, and with which step, where it is only after that. */
function wordsFor({ rule, attribute, object, step }: Finding): string {
  const what =
    attribute === undefined
      ? rule.replace(`${object.kind}-`, '').replaceAll('-', ' ')
      : `${wordsOf(attribute)} differs`;
  return step === undefined ? what : `${what} (${step.direction ?? step.check} of ${step.migration})`;
}
