import { spawn } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { atDatabase } from '../../../src/harness/postgres/address.ts';
import { defaultChoice, startServer } from '../../../src/harness/postgres/server.ts';
import buildWhereOld from '../../support/build.ts';
import { deploy, withTables } from '../drift/project.ts';
import { writeSection } from '../section.ts';
import { median } from '../verify/time.ts';
import { type Measured, sectionOf } from './report.ts';

/** Times `drift` of several targets as a whole process. `--runs N` says how often, `--smallest` leaves out the large fleets. */
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '3' }, smallest: { type: 'boolean', default: false } },
});
const runs = Number(values.runs);
const tables = 20;

await buildWhereOld();
const server = await startServer({ ...defaultChoice, server: 'embedded' });

interface Ran {
  readonly ms: number;
  readonly mebibytes: number;
}

/** By its own memory: what getrusage tells is at least what its parent had when it was forked. */
const tellPeak = `import { readFileSync } from 'node:fs';
process.on('exit', () => {
  const [, kibibytes] = /VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  process.stderr.write('\\npeak ' + kibibytes);
});`;

/** A run within `folder`, and the most memory that it took. Throws when it could not tell. */
async function drift(folder: string, env: Readonly<Record<string, string>>): Promise<Ran> {
  const peak = join(folder, 'peak.mjs');
  await writeFile(peak, tellPeak);
  const words = ['--import', peak, resolve('bin/driftproof.js'), 'drift', '--server', 'embedded', '--quiet'];
  const started = performance.now();
  const child = spawn(process.execPath, words, { cwd: folder, env: { ...process.env, ...env } });
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  const code = await new Promise((done) => child.on('close', done));
  if (code !== 0 && code !== 2) throw new Error(`exit code ${code}: ${said}`);
  const [, kibibytes] = /peak (\d+)/.exec(said) ?? [];
  return { ms: performance.now() - started, mebibytes: Number(kibibytes) / 1024 };
}

async function measure(what: Measured['what'], count: number, run: () => Promise<Ran>): Promise<Measured> {
  await run();
  const ran: Ran[] = [];
  for (let at = 0; at < runs; at++) ran.push(await run());
  const of = (part: keyof Ran): number => median(ran.map((each) => each[part]));
  const measured = { what, count, ms: of('ms'), mebibytes: of('mebibytes') };
  console.error(measured);
  return measured;
}

/** A database of the server, with a connection to it for as long as `use` runs. */
async function withDatabase<T>(name: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: atDatabase(server.url, name).href });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

const create = (name: string, template: string): Promise<unknown> =>
  withDatabase('postgres', (admin) => admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));

/** Databases that agree, but for every tenth. */
async function measureDatabases(folder: string): Promise<Measured[]> {
  await create('fleet', 'template0');
  await deploy(folder, atDatabase(server.url, 'fleet').href);
  const names: string[] = [];
  const measured: Measured[] = [];
  for (const count of values.smallest ? [1, 10] : [1, 10, 50, 200]) {
    while (names.length < count) {
      const name = `fleet_${names.length}`;
      await create(name, 'fleet');
      if (names.length % 10 === 5)
        await withDatabase(name, (client) => client.query('CREATE TABLE somebody_made_it (id int)'));
      names.push(name);
    }
    const lines = names.map((name) => `${name} ${atDatabase(server.url, name).href}`);
    measured.push(await measure('databases', count, () => drift(folder, { FLEET: lines.join('\n') })));
  }
  return measured;
}

/** Tenants in one database, each a copy of what the migrations build; every tenth has something of its own. */
async function measureTenants(folder: string): Promise<Measured[]> {
  await create('app', 'template0');
  const url = atDatabase(server.url, 'app').href;
  const statements = await statementsOf(folder);
  const measured: Measured[] = [];
  let made = 0;
  for (const count of values.smallest ? [1, 10] : [1, 10, 100, 1000]) {
    await withDatabase('app', async (client) => {
      for (; made < count; made++) {
        const name = `tenant_${made}`;
        await client.query(`CREATE SCHEMA ${name}; SET search_path = ${name};\n${statements(name)}`);
        if (made % 10 === 5) await client.query('CREATE TABLE somebody_made_it (id int)');
      }
    });
    measured.push(await measure('tenants', count, () => drift(folder, { TENANTS: `app ${url}` })));
  }
  return measured;
}

/** The SQL of a project's migrations, in the schema of a tenant. */
async function statementsOf(folder: string): Promise<(schema: string) => string> {
  const names = (await readdir(join(folder, 'migrations'))).filter((name) => name.endsWith('.sql')).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, 'migrations', name), 'utf8')));
  const sql = texts.join('\n').replaceAll('--> statement-breakpoint', '');
  return (schema) => sql.replaceAll('"public".', `"${schema}".`);
}

const settings = (source: object, more: object = {}): string =>
  JSON.stringify({ ...more, targets: [source] });

try {
  const measured = await withTables(tables, async (folder) => {
    const file = join(folder, 'driftproof.config.json');
    await writeFile(file, settings({ env: 'FLEET' }));
    const several = await measureDatabases(folder);
    await rm(file);
    await writeFile(file, settings({ env: 'TENANTS', tenants: { like: 'tenant_*' } }, { ledger: 'none' }));
    return [...several, ...(await measureTenants(folder))];
  });
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), node ${process.versions.node}, Postgres ${server.description}`;
  const section = sectionOf(measured, { machine, runs, tables });
  console.log(section);
  await writeSection('fleets', section);
} finally {
  await server.stop();
}
