import { runCommand } from '../commands/run-command.ts';
import type { Catalog } from '../model/catalog.ts';
import { Problem } from '../model/problem.ts';
import type { Report } from '../model/report.ts';
import type { Config } from '../model/settings.ts';
import { formats } from '../report/formats.ts';
import {
  type AdoptOptions,
  type BaselineOptions,
  type DownOptions,
  type DriftOptions,
  environmentOf,
  type InitOptions,
  notesOf,
  optionsOf,
  type ProjectOptions,
  type StatusOptions,
  type VerifyOptions,
} from './api-options.ts';
import { orProblem } from './or-problem.ts';

export type { AdoptedFile, AdoptionReport } from '../model/adoption-report.ts';
export type { BaselineReport } from '../model/baseline.ts';
export type { Attributes, Catalog, CatalogObject, ServerFacts, Value } from '../model/catalog.ts';
export type { StatementCost } from '../model/cost.ts';
export type { DraftReport } from '../model/downs.ts';
export type { Culprit, Finding, Severity, Source, Step } from '../model/finding.ts';
export type { TargetReport } from '../model/fleet.ts';
export type { Identity, Kind } from '../model/identity.ts';
export type { FileState, InitFile } from '../model/init-report.ts';
export type { PlanReport, StatementReport, UnplannedReport } from '../model/plan-report.ts';
export type {
  MigrationState,
  Outcome,
  Question,
  ServerReport,
  StatusLine,
  StepReport,
  Verdict,
} from '../model/report.ts';
export { findingsOf, unansweredIn } from '../model/report.ts';
export type { Accepted, TargetSource, Tenants } from '../model/settings.ts';
export type { LiveOptions, ServerOptions } from './api-options.ts';
export {
  type AdoptOptions,
  type BaselineOptions,
  type Config,
  type DownOptions,
  type DriftOptions,
  type InitOptions,
  Problem,
  type ProjectOptions,
  type Report,
  type StatusOptions,
  type VerifyOptions,
};

/**
 * Is the migrations folder one consistent line? Needs no database.
 *
 * @throws Problem when the project, or its migrations folder, cannot be read
 */
export const history = (options: ProjectOptions = {}): Promise<Report> => run('history', options);

/**
 * Which migrations has a live database applied, which are pending, and is there anything wrong with that? The database is
 * only read.
 *
 * @throws Problem when the project or the database cannot be read
 */
export const status = (options: StatusOptions = {}): Promise<Report> => run('status', options);

/**
 * Do the migrations build what the schema declares, and can each be taken back? Uses scratch databases, on a server that is
 * started and stopped unless one is named. A part that fails is told as unanswered, and the rest of the report stands.
 *
 * @throws Problem when the project cannot be read
 */
export const verify = (options: VerifyOptions = {}): Promise<Report> => run('verify', options);

/**
 * Does a live database agree with the migrations that it has run, or each of those that the settings name? It is only read. Uses scratch databases unless what the
 * migrations build is known from an earlier run.
 *
 * @throws Problem when the project or the database cannot be read
 */
export const drift = (options: DriftOptions = {}): Promise<Report> => run('drift', options);

/**
 * Which migration makes the repository agree with a live database, and how is it recorded there? In the report's `adoption`.
 * The database is only read; files are written where `write` says so.
 *
 * @throws Problem when the project or the database cannot be read, or has pending migrations
 */
export const adopt = (options: AdoptOptions = {}): Promise<Report> => run('adopt', options);

/**
 * What is known and lived with today, so that only what is new fails? Writes what a command finds to
 * `driftproof.baseline.json` beside the config, where there is none; takes out what is gone, where there is one.
 *
 * @throws Problem when the project or the database cannot be read, or the file cannot be written
 */
export const baseline = (options: BaselineOptions = {}): Promise<Report> => run('baseline', options);

/**
 * What does a project need? Writes a config, a workflow, a spec file, a line of `.gitattributes` and a baseline where they
 * are missing, and tells so in the report's `files`; replaces nothing.
 *
 * @throws Problem when the project cannot be read or has no migrations, or a file cannot be written
 */
export const init = (options: InitOptions = {}): Promise<Report> => run('init', options);

/**
 * What takes a migration back? In the report's `downs`: drafts of the down files that are missing, each with what came of
 * running it. Files are written where `write` says so; none is replaced.
 *
 * @throws Problem when the project cannot be read, or a tag is of no migration or of one that has a down file
 */
export const down = (options: DownOptions = {}): Promise<Report> => run('down', options);

/**
 * Which SQL makes a live database what it should be? In the report's `plan`, with what `drift` finds. The database is only
 * read.
 *
 * @throws Problem when the project or the database cannot be read
 */
export const repair = (options: DriftOptions = {}): Promise<Report> => run('repair', options);

const run = async (name: Report['command'], options: ProjectOptions): Promise<Report> =>
  orProblem(runCommand(name, environmentOf(options), optionsOf(options), notesOf(options)));

/**
 * Reads the catalog of a database, in one read-only transaction. Drizzle's own ledger is left out.
 *
 * @throws Problem when the database cannot be read
 */
export const readCatalog = (url: string): Promise<Catalog> =>
  orProblem(import('../commands/read-catalog.ts').then((command) => command.readCatalog(url)));

/**
 * A report as the command line prints it.
 *
 * @param format `text`, `json`, `markdown`, `github`, `gitlab`, `junit` or `sarif`: as the option `--format`
 * @throws Problem when there is no such format
 */
export async function formatReport(report: Report, format = 'text', { color = false } = {}): Promise<string> {
  const print = await formats.get(format)?.();
  if (print) return print(report, { color });
  throw new Problem(`there is no format ${JSON.stringify(format)}`, {
    advice: `use ${[...formats.keys()].join(', ')}`,
  });
}

/** Types a `driftproof.config.ts`: `export default defineConfig({ … })`. Returns what it is given. */
export const defineConfig = (config: Config): Config => config;
