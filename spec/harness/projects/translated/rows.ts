import type { Files } from '../../../support/projects.ts';

/** What a project shows, and its files, of which main.ts is loaded. */
export type Row = [words: string, main: string, others?: Files];

const cycle = (main: string, other: string): Pick<Files, string> => ({ 'main.ts': main, 'other.ts': other });
const values = { 'values.ts': "export const a = 1;\nexport const b = 'two';\nexport default { c: 3 };" };

/** Nothing of these is left to Babel. */
export const fast: readonly Row[] = [
  [
    'values, in the order of their names',
    'export const b = 1;\nexport const a = [b, 2] as const;\nexport const C = a;',
  ],
  ['types beside', 'export type A = string;\nexport interface B { a: A }\nexport const a: B = { a: "1" };'],
  ['types alone', 'export type A = string;'],
  ['a default', 'export const a = 1;\nexport default { a, b: [a] } satisfies object;'],
  [
    'functions',
    'export function f(a?: number): number | undefined { return a; }\nexport async function g() {}\nexport function* h() {}',
  ],
  [
    'enums',
    'enum A { One, Two = 5, Three, Text = "t" }\nexport enum B { X = 1 << 2, Y = X | 1 }\nexport const all = { A };',
  ],
  [
    'names, renamed, and a default',
    "import c, { a, b as x } from './values';\nexport const all = { a, x, c };",
    values,
  ],
  [
    'a namespace',
    "import * as all from './values';\nexport const keys = Object.keys(all);\nexport const a = all.a;",
    values,
  ],
  [
    'a type among names',
    "import { type T, a } from './values';\nexport const b: T = a;",
    { 'values.ts': 'export type T = number;\nexport const a = 1;' },
  ],
  [
    'an import of types that are not there',
    "import type { T } from './nowhere';\nimport { U } from './nor-here';\nexport const a: T | U = 1;",
  ],
  [
    'an import for what it does',
    "import './set';\nimport { log } from './log';\nexport const seen = [...log];",
    {
      'log.ts': 'export const log: string[] = [];',
      'set.ts': "import { log } from './log';\nlog.push('set');",
    },
  ],
  [
    'imports that come last, and run first',
    "import { log } from './log';\nlog.push('main');\nexport const seen = log;\nexport * from './set';",
    {
      'log.ts': 'export const log: string[] = [];',
      'set.ts': "import { log } from './log';\nlog.push('set');\nexport const set = 1;",
    },
  ],
  ['all of another', "export * from './values';", values],
  ['all of another but for a name of its own', "export * from './values';\nexport const a = 'mine';", values],
  [
    'all of two that share a name',
    "export * from './values';\nexport * from './more';",
    { ...values, 'more.ts': 'export const a = 7;' },
  ],
  [
    'all of two that share a value',
    "export * from './values';\nexport * from './more';",
    { ...values, 'more.ts': "export { a } from './values';" },
  ],
  ['another as one name', "export * as all from './values';", values],
  [
    'names of another',
    "export { a as z, b } from './values';\nexport type { T } from './types';",
    { ...values, 'types.ts': 'export type T = 1;' },
  ],
  [
    'a name that hides an imported one',
    "import { a, b } from './values';\nexport const f = ((a: number) => ({ a, b }))(5);\nexport const o = { a, b: { a: b } };",
    values,
  ],
  [
    'CommonJS',
    "import all, { a } from './common.cjs';\nexport const seen = { all, a };",
    { 'common.cjs': 'module.exports = { a: 1 };' },
  ],
  [
    'a package',
    "import { sql } from 'drizzle-orm';\nimport * as d from 'drizzle-orm/pg-core';\nexport const t = d.pgTable('t', { a: d.integer().default(sql`1`) }, (t) => [d.index().using('btree', t.a)]);",
  ],
  [
    'aliases of the tsconfig',
    "import { a } from '~/values';\nexport const b = a;",
    {
      'tsconfig.json': '{ "compilerOptions": { "paths": { "~/*": ["./deep/*"] } } }',
      'deep/values.ts': 'export const a = 1;',
    },
  ],
  [
    'tables that refer to each other over a cycle',
    '',
    cycle(
      "import { other } from './other';\nexport const main = { other: () => other.name, name: 'main' };\nexport const seen = main.other();\nexport const back = other.main();",
      "import { main } from './main';\nexport const other = { main: () => typeof main, name: 'other' };",
    ),
  ],
  [
    'a cycle through a file that exports all',
    '',
    {
      'main.ts': "export * from './a';\nexport * from './b';",
      'a.ts':
        "import * as all from './main';\nexport const a = { keys: () => Object.keys(all), b: () => all.b };",
      'b.ts':
        "import { a } from './main';\nexport const b = [typeof a, ...(a?.keys() ?? [])];\nexport const late = () => a.keys();",
    },
  ],
  [
    'names of a cycle before they have values',
    '',
    cycle(
      "import { seen } from './other';\nexport const z = 1;\nexport const y = 2;\nexport { seen as x } from './other';\nexport const all = seen;",
      "import * as main from './main';\nexport const seen = Object.keys(main);",
    ),
  ],
  [
    'a function of a cycle, before it has run',
    '',
    cycle(
      "import { seen } from './other';\nexport function early() { return 'early'; }\nexport const all = seen;",
      "import { early } from './main';\nexport const seen = early();",
    ),
  ],
  [
    'casts, non-null, generics, overloads',
    'export const a = <T,>(x: T) => x!;\nexport const b = (a<number>(1) as unknown as string);\nexport function f(a: string): void;\nexport function f(a: number): void;\nexport function f(this: void, a: unknown) {}\nexport const c = (null as { d?: number } | null)?.d ?? 5;',
  ],
  [
    'texts that look like code',
    "// It is required\nexport const a = 'classes { } namespaced, exported, requires';",
  ],
  ['an array after an arrow', 'export const a = (): number[] =>\n  [1];'],
];

/** Babel is to have the first file of these. */
export const left: readonly Row[] = [
  ['two constants of one statement', 'export const a = 1,\n  b = 2;'],
  [
    'what is exported and written to',
    'export let a = 1;\na += 1;\n[a] = [a + 5];\nexport const b = () => a;',
  ],
  ['what is exported before it is there', 'export { a, a as b };\nconst a = 1;'],
  ['what is exported of an object', 'export const { a, b } = { a: 1, b: 2 };'],
  ['a default that is a function', 'export default function named() {}'],
  ["another's default", "export { default } from './values';", values],
  [
    'fields and parameters of a class',
    'class A { c!: string; d = 1; constructor(readonly a: number, private b = 2) {} }\nexport const a = new A(1);',
  ],
  [
    'a decorator',
    'const d = (a: object) => Object.assign(a, { d: 1 });\n@d class A {}\nexport const a = Object.keys(A);',
  ],
  ['a namespace of values', 'namespace N { export const a = 1; }\nexport const n = N;'],
  ['a constant enum', 'export const enum E { A = 3 }\nexport const a = E.A;'],
  [
    'what is disposed of',
    "const log: string[] = [];\nusing a = { [Symbol.dispose ?? Symbol.for('Symbol.dispose')]: () => log.push('gone') };\nexport const b = log;",
  ],
  ['where it is', 'export const a = import.meta.url;\nexport const b = import.meta.filename;'],
  ['an import that is a call', "export const a = (await import('./values')).a;", values],
  ['a call of CommonJS', "export const a = require('./values').a;", values],
  [
    'an import that is a call of CommonJS',
    "import all = require('./values');\nexport const a = all.a;",
    values,
  ],
  [
    'an import of no name',
    "import {} from './set';\nimport { log } from './log';\nexport const a = log;",
    {
      'log.ts': 'export const log: string[] = [];',
      'set.ts': "import { log } from './log';\nlog.push('set');",
    },
  ],
  ['JSON', "import * as all from './a.json';\nexport const a = all;", { 'a.json': '{ "a": 1 }' }],
  ['a type that parts two statements', 'const a = 1 as any\n[2].forEach(() => {})\nexport const b = a'],
  ['no TypeScript', 'export const = 1;'],
];
