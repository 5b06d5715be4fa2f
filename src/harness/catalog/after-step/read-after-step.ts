import { type Catalog, withInKeyOrder } from '../../model/catalog.ts';
import type { Row } from '../../postgres/connection.ts';
import type { Readable } from '../../postgres/live.ts';
import type { Snapshot } from '../../postgres/snapshot.ts';
import { type RoleRow, roleRows } from '../named-roles.ts';
import { askAll, besides, catalogFrom, isOwn, ownIn, type ReadAnswers } from '../read.ts';
import { readSettled } from '../read-settled.ts';
import { type Reading, readingOf } from '../reading.ts';
import { askChanged, type Changed, type Mark } from './changed.ts';
import { tableFamilies } from './table-rows.ts';
import { askTouched, rowsIn, withoutTouched, withRowsOf } from './touched.ts';

/** A catalog that was read, with what tells later what a step has changed of it. */
export interface MarkedCatalog {
  readonly catalog: Catalog;
  readonly mark: Mark;
  readonly answers: ReadAnswers;
  readonly reading: Reading;
}

/**
 * Reads the catalog of a scratch database. Where one is known from before a step, and the step has touched nothing but
 * tables, only these are asked for: the answer is the one that a whole reading gives, and what has not changed is the same object.
 * `before` must have been read outside of a transaction that was open then.
 */
export const readAfterStep = (database: Readable, before?: MarkedCatalog): Promise<MarkedCatalog> =>
  readSettled(database, async (snapshot) => {
    const { mark, inPart } = await lookAfterStep(snapshot, before);
    return inPart ?? readMarked(snapshot, mark);
  });

/** What has changed since, and the catalog where a part of it was enough to read. */
export async function lookAfterStep(
  snapshot: Snapshot,
  before: MarkedCatalog | undefined,
): Promise<{ readonly mark: Mark; readonly inPart?: MarkedCatalog | undefined }> {
  const { changed, others } = await askChanged(snapshot, before?.mark, roleRows.sql);
  const roles = (others[0] ?? []) as unknown as readonly RoleRow[];
  if (!before || !isFollowed(before, changed, roles)) return { mark: changed };
  return { mark: changed, inPart: await withTouched(snapshot, before, changed, roles) };
}

async function readMarked(snapshot: Snapshot, mark: Mark): Promise<MarkedCatalog> {
  const { answers } = await askAll(snapshot);
  const reading = readingOf(answers.rows);
  return { catalog: catalogFrom(answers.server, reading), mark, answers, reading };
}

/**
 * Whether nothing has changed since but tables, and roles of which each has its name still, which is all that other objects
 * say of them.
 */
const isFollowed = ({ mark, reading }: MarkedCatalog, changed: Changed, roles: readonly RoleRow[]): boolean =>
  mark.isQuiet &&
  mark.database === changed.database &&
  mark.others === changed.others &&
  !changed.areOthersFresh &&
  !areRenamed(reading.rows(roleRows), roles);

function areRenamed(before: readonly RoleRow[], after: readonly RoleRow[]): boolean {
  const names = new Map(before.map(({ oid, name }) => [oid, name]));
  return after.some(({ oid, name }) => (names.get(oid) ?? name) !== name);
}

/** The catalog with what was touched, and without what is gone; undefined where more may have changed than that. */
async function withTouched(
  snapshot: Snapshot,
  before: MarkedCatalog,
  mark: Changed,
  roles: readonly RoleRow[],
): Promise<MarkedCatalog | undefined> {
  const touched = await askTouched(snapshot, before.reading, mark);
  if (!touched) return undefined;
  const known = new Map([...before.answers.rows, [roleRows, roles as unknown as readonly Row[]]]);
  const answers = { ...before.answers, rows: withRowsOf(touched, known) };
  const reading = readingOf(answers.rows);
  const kept = withoutTouched(before.catalog.objects.filter(isOwn), before.reading, touched);
  const made = ownIn(
    { ...reading, candidates: (statement) => rowsIn(touched.rows, statement) },
    tableFamilies,
  );
  const objects = withInKeyOrder(kept, [...made, ...besides(reading, [...kept, ...made])]);
  return { catalog: { ...before.catalog, objects }, mark, answers, reading };
}
