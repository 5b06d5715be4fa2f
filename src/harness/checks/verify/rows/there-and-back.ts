import type { Direction } from '../../../history/file-name.ts';
import type { Finding } from '../../../model/finding.ts';
import { keyOf } from '../../../model/identity.ts';
import type { RowOptions } from '../../../model/report.ts';
import {
  type Among,
  type Contents,
  counterColumn,
  counterpart,
  readContents,
} from '../../../rows/contents.ts';
import { type FilledTable, fillTables } from '../../../rows/fill.ts';
import { type ColumnsOf, fillColumns } from '../../../rows/fill-columns.ts';
import { reverseRows } from '../../../rows/reverse-rows.ts';
import { type RowChanges, rowChangesBetween } from '../../../rows/row-changes.ts';
import type { TablesRead } from '../../../rows/table-facts.ts';
import type { TrialDatabase } from '../../../runner/trials.ts';
import { mayDependOnOrder } from '../../../sql/row-order.ts';
import type { Trial } from '../trial.ts';
import { isReversible } from '../trial-database.ts';
import { type Inserts, insertFindings, insertsInto, type TablesNow, tablesNow } from './inserts.ts';
import { downChanges, downLoses, reapplyChanges, upChanges, upDrops } from './losses.ts';
import { type Refusal, refusalOf } from './refusal.ts';
import { secondUpDiffers } from './second-up.ts';
import { type SettingsLeft, watchSettings } from './settings-left.ts';
import { unfillableFindings } from './unfillable-tables.ts';

/** Which step of the way: up, down, up again, and down once what the up added has values. */
export type Stage = 0 | 1 | 2 | 3;

/** What was found of a migration on the way, and where the way ended, if the server refused to go on. */
export interface RowsRoundTrip {
  readonly found: readonly Finding[];
  /** What was put into tables that the up makes. */
  readonly filled?: readonly FilledTable[];
  readonly stopped?: { readonly stage: Stage; readonly refusal: Refusal };
}

interface Start {
  readonly trial: Trial;
  readonly place: TrialDatabase;
  readonly options: RowOptions;
  /** Which tables are looked at; all when absent. */
  readonly among: Among | undefined;
  /** What the tables look like before, where that was read. */
  readonly known: TablesRead | undefined;
}

interface Walk extends Start {
  readonly settingsLeft: SettingsLeft;
}

/** Takes a migration up, down and up again, gives what it added something to lose, and takes it down; looks each time at what became of every value. */
export async function thereAndBack(start: Start): Promise<RowsRoundTrip> {
  const { migration } = start.trial;
  const walk = { ...start, settingsLeft: await watchSettings(start.place.database, start.trial) };
  const before = await contentsOf(walk);
  const inserts = await insertsOf(walk, before, nowIn(walk, before, walk.known));
  const { refusal, left } = await step(walk, 'up');
  if (refusal) return { found: [], stopped: { stage: 0, refusal } };
  const after = await contentsOf(walk, before);
  const byUp = rowChangesBetween(before, after);
  const now = nowIn(walk, after);
  const afterUp = await insertsOf(walk, before, now);
  const refused = insertFindings(migration, 'up', inserts, afterUp);
  const unfillable = await unfillableFindings(walk.place.database, migration, { before, after: now });
  const broken = [
    ...refused,
    ...unfillable.filter(({ object }) => !refused.some((each) => keyOf(each.object) === keyOf(object))),
    ...left,
  ];
  if (!isReversible(migration))
    return { found: [...upChanges(migration, byUp), ...upDrops(migration, byUp), ...broken] };
  const { byDown, ...back } = await backAgain(walk, { before, inserts }, { after, byUp, inserts: afterUp });
  return { ...back, found: [...upChanges(migration, byUp, byDown), ...broken, ...back.found] };
}

const nowIn = ({ place }: Walk, contents: Contents, known?: TablesRead): TablesNow =>
  tablesNow(place.database, contents, known);

/** Whether rows can be put into the tables that were there before, and which sequences are behind in all of them. */
const insertsOf = (
  { trial, place, options }: Walk,
  before: Contents,
  now: TablesNow,
  known?: Inserts,
): Promise<Inserts | undefined> => insertsInto(place.database, trial, now, { before, known }, options);

/** A round trip with what its down left changed. */
type WayBack = RowsRoundTrip & { readonly byDown?: readonly RowChanges[] };

/** What there was before an up, or what it left. */
interface Before {
  readonly before: Contents;
  readonly inserts: Inserts | undefined;
}
interface AfterUp {
  readonly after: Contents;
  readonly byUp: readonly RowChanges[];
  readonly inserts: Inserts | undefined;
}

async function backAgain(
  walk: Walk,
  { before, inserts }: Before,
  { after, byUp, inserts: afterUp }: AfterUp,
): Promise<WayBack> {
  const { migration } = walk.trial;
  const { refusal: down, left: leftByDown } = await step(walk, 'down');
  if (down) return { found: [], stopped: { stage: 1, refusal: down } };
  const back = await contentsOf(walk, before);
  const byDown = rowChangesBetween(before, back);
  const afterDown = await insertsOf(walk, before, nowIn(walk, back), inserts);
  const found = [
    ...downChanges(migration, byUp, byDown),
    ...insertFindings(migration, 'down', inserts, afterDown),
    ...leftByDown,
  ];
  const isReversed =
    (await mayDependOnOrder(migration.up)) &&
    (await reverseRows(
      walk.place.database,
      back.map(({ oid }) => oid),
    ));
  const { refusal: refusedUp } = await step(walk, 'up');
  if (refusedUp) return { byDown, found, stopped: { stage: 2, refusal: refusedUp } };
  const full = await contentsOf(walk, before);
  const now = nowIn(walk, full);
  found.push(
    ...reapplyChanges(migration, [...byUp, ...byDown], rowChangesBetween(before, full)),
    ...insertFindings(migration, 'reapply', afterUp, await insertsOf(walk, before, now, afterUp)),
    ...(await secondUpDiffers(walk.place.database, migration, { before, after, full, isReversed })),
  );
  const filled = await putMore(walk, before, now);
  const most = await contentsOf(walk);
  const { refusal: last } = await step(walk, 'down');
  if (last) return { byDown, found, stopped: { stage: 3, refusal: last } };
  const rest = await contentsOf(walk, back);
  found.push(...downLoses(migration, rowChangesBetween(back, rest), rowChangesBetween(most, rest)));
  return { byDown, found, filled };
}

const contentsOf = ({ trial, place, among }: Walk, earlier?: Contents): Promise<Contents> =>
  readContents(place.database, trial.scope.ledger, { ...(earlier ? { earlier } : {}), among });

/** Why a step was refused; or what it left set in its session, which is taken back before anybody looks. */
interface Stepped {
  readonly refusal?: Refusal;
  readonly left: readonly Finding[];
}

async function step({ trial, place, settingsLeft }: Walk, direction: Direction): Promise<Stepped> {
  const refusal = await place.take(direction).then(() => undefined, refusalOf(trial.migration));
  return refusal ? { refusal, left: [] } : { left: await settingsLeft(direction) };
}

/** Gives the tables and columns that an up added something to lose; what it put in itself is enough. */
async function putMore(
  { place: { database }, options: { perTable: rows, seed } }: Walk,
  before: Contents,
  { contents, read }: TablesNow,
): Promise<readonly FilledTable[]> {
  const isNew = (table: Contents[number]): boolean => counterpart(table, before) === undefined;
  const made = new Set(contents.filter(isNew).map(({ oid }) => oid));
  const added = contents.flatMap((table) => columnsAdded(table, before));
  if (made.size + added.length === 0) return [];
  const { tables, types } = await read();
  const known = { tables: tables.filter(({ oid }) => made.has(oid)), types };
  const filled = await fillTables(database, { rows, seed, known });
  await fillColumns(database, added, seed, { tables, types });
  const hasRows = (oid: string): boolean =>
    contents.some((table) => table.oid === oid && table.rows.length > 0);
  return filled.filter(({ oid, rows: more }) => more > 0 || !hasRows(oid));
}

/** Of a table that was there before. */
function columnsAdded(table: Contents[number], before: Contents): ColumnsOf[] {
  const old = counterpart(table, before);
  const added = old ? table.columns.filter((column) => !counterColumn(column, table, old)) : [];
  return added.length > 0 ? [{ oid: table.oid, columns: added.map(({ name }) => name) }] : [];
}
