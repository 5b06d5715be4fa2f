/** How sucrase begins every module; Babel one that imports or exports more than types. */
const asModule = '"use strict";Object.defineProperty(exports, "__esModule", {value: true});';

/** What sucrase makes of the imports and exports from one other module. */
const imported =
  /(?:var \w+ = )?\brequire\('[^']*'\);(?: (?:var [\w$]+ = _interopRequire\w+\(\w+\);|_createNamedExportFrom\([^()]*\);|exports\.[\w$]+ = \w+;|_createStarExport\(\w+\);))*/g;

const exportedFrom = / _createNamedExportFrom\((\w+), '([\w$]+)', '([\w$]+)'\);/g;

/** `export const a = 1, b = 2`, of which it makes an assignment to what is not there. */
const severalAtOnce = /\bexports\.[\w$]+ = [\w$]+,/;

/** As Babel does it: a name that is exported here comes first, and one of two modules must mean the same. */
const exportAll = `function _exportAll(from, own) {
for (const key of Object.keys(from)) {
if (key === "default" || key === "__esModule" || own.includes(key)) continue;
if (key in exports && exports[key] === from[key]) continue;
Object.defineProperty(exports, key, { enumerable: true, get: () => from[key] });
} }`.replaceAll('\n', ' ');

/**
 * What sucrase makes of a module, as a function that jiti runs: imports are waited for, before all else; what is exported has
 * the order that Babel gives it, and is there, functions with their values, for other modules of a cycle that run first.
 * Undefined where the names cannot be told.
 */
export function asJitiModule(code: string, source: string): string | undefined {
  const imports: string[] = [];
  const body = code.replace(asModule, '').replace(imported, (statements) => {
    imports.push(statements.replace(/\brequire\(/, 'await jitiImport('));
    return '';
  });
  const exported = [...localExports(code, source), ...reExports(code)];
  const names = exported.map(([name]) => name);
  if (new Set(names).size < names.length || severalAtOnce.test(code)) return undefined;
  if (exported.length + imports.length === 0) return body;
  const own = JSON.stringify(names);
  return [
    asModule,
    exportAll,
    ...exported.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, statement]) => statement),
    ...imports.map((each) =>
      each.replace(exportedFrom, '').replace(/_createStarExport\((\w+)\)/, `_exportAll($1, ${own})`),
    ),
    body,
  ].join('');
}

/** A name, and what makes it known before the module runs. */
type Export = readonly [name: string, statement: string];

function localExports(code: string, source: string): Export[] {
  const functions = new Set(
    [...source.matchAll(/^export\s+(?:async\s+)?function\s*\*?\s*([\w$]+)/gm)].map(([, name]) => name),
  );
  return [...code.matchAll(/\bexports\. ?([\w$]+) = /g)].map(([, name = '']) => [
    name,
    `exports.${name} = ${functions.has(name) ? name : 'void 0'};`,
  ]);
}

const reExports = (code: string): Export[] =>
  [...code.matchAll(exportedFrom)].map(([, module, name = '', imported]) => [
    name,
    `Object.defineProperty(exports, "${name}", { enumerable: true, get: () => ${module}.${imported} });`,
  ]);
