import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { displayPath, readText } from '../history/files.ts';
import { severities } from '../model/finding.ts';
import { Problem } from '../model/problem.ts';
import type { Accepted, Settings } from '../model/settings.ts';
import { loadModule } from './load-module.ts';
import type { Project } from './project.ts';

const names = ['driftproof.config.ts', 'driftproof.config.js'];

/**
 * Reads `driftproof.config.ts` beside a project's drizzle config, or else the key `driftproof` of the package.json
 * there; empty settings when there is neither. Throws a Problem that names the entry which is not as it should be.
 */
export async function loadSettings({ configFile, directory }: Project): Promise<Settings> {
  const folder = dirname(configFile);
  const file = names.map((name) => join(folder, name)).find((path) => existsSync(path));
  const show = (path: string): string => displayPath(directory, path);
  if (file) return toSettings(file, show(file), unwrap(await loadModule(file, show(file))));
  const manifest = join(folder, 'package.json');
  const content = existsSync(manifest) ? JSON.parse(await readText(manifest, show(manifest))) : {};
  return toSettings(manifest, show(manifest), content.driftproof ?? {});
}

const unwrap = (exports: Record<string, unknown>): unknown => exports.default ?? exports;

const known = ['accept', 'severity', 'prelude', 'rows'];

async function toSettings(file: string, where: string, given: unknown): Promise<Settings> {
  const { accept = [], severity = {}, prelude = [], rows = {} } = given as Partial<Settings>;
  const strange = Object.keys(given as object).find((key) => !known.includes(key));
  if (strange)
    throw new Problem(`there is no setting ${JSON.stringify(strange)}`, {
      where,
      advice: `use ${known.join(', ')}`,
    });
  for (const [at, entry] of accept.entries()) checkAccepted(entry, `${where}, accept[${at}]`);
  for (const [rule, value] of Object.entries(severity))
    if (!severities.includes(value))
      throw new Problem(`${JSON.stringify(value)} is no severity`, {
        where: `${where}, severity of ${rule}`,
        advice: `use ${severities.join(', ')}`,
      });
  return {
    file: where,
    accept,
    severity,
    prelude: await Promise.all(prelude.map((text) => readSql(dirname(file), text))),
    rows: await readRows(file, rows, where),
  };
}

async function readRows(file: string, rows: unknown, where: string): Promise<Settings['rows']> {
  if (typeof rows !== 'object' || rows === null || Array.isArray(rows))
    throw new Problem('"rows" is no object', { where, advice: 'write { "0003_tag": "rows.sql" }' });
  const read = Object.entries(rows).map(async ([tag, text]) => {
    if (typeof text !== 'string') throw new Problem(`rows of ${tag} are no SQL`, { where });
    return [tag, await readSql(dirname(file), text)] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

const required = ['command', 'rule', 'name', 'reason', 'until'] as const;

function checkAccepted(entry: Accepted, where: string): void {
  const missing = required.find((key) => typeof entry[key] !== 'string' || entry[key].trim() === '');
  if (missing) throw new Problem(`needs a text "${missing}"`, { where });
  if (!/^\d{4}-\d\d-\d\d$/.test(entry.until) || Number.isNaN(Date.parse(entry.until)))
    throw new Problem(`"until" is no day: ${entry.until}`, { where, advice: 'write it as 2026-12-31' });
}

/** A text that ends in `.sql` is a file's path, any other is SQL. */
const readSql = (folder: string, text: string): Promise<string> =>
  text.trim().endsWith('.sql') ? readText(resolve(folder, text.trim())) : Promise.resolve(text);
