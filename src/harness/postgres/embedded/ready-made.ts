import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  lchownSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ifInaccessible } from '../../model/file-errors.ts';
import type { Account } from './account.ts';
import { type Native, programIn } from './installation.ts';
import { type FileContent, pack, type ReadyMade, unpack } from './packed.ts';

/**
 * The file of a cache folder that keeps what initdb makes with these binaries, of what lies in their `share`; undefined
 * where that is not as it is known to be, so that nothing is kept.
 */
export async function readyMadeFile(
  caches: string,
  native: Native,
  platform: NodeJS.Platform = process.platform,
): Promise<string | undefined> {
  const key = createHash('sha256').update(`${form} ${platform} ${process.arch}`);
  try {
    const share = await shareOf(native);
    const sources = (await readdir(share)).filter((name) => /\.(bki|sql)$/.test(name)).sort();
    for (const name of sources) key.update(await readFile(join(share, name)));
    for (const program of ['initdb', 'postgres'] as const)
      key.update(` ${(await stat(programIn(native, program, platform))).size}`);
  } catch (error) {
    return ifInaccessible(undefined)(error);
  }
  return join(caches, `cluster-${key.digest('hex').slice(0, 16)}`);
}

/** Builds differ in where they keep what initdb reads. Throws where none of them is. */
async function shareOf(native: Native): Promise<string> {
  const own = join(native, 'share', 'postgresql');
  const isThere = await stat(join(own, bootstrap)).then(() => true, ifInaccessible(false));
  const share = isThere ? own : join(native, 'share');
  await stat(join(share, bootstrap));
  return share;
}

/** What the catalogs of a new cluster are made of (Postgres manual, "System Catalog Initial Data"). */
const bootstrap = 'postgres.bki';

/** Changes with the form of what is kept, and with what a cluster is made with. */
const form = 4;

/** What is kept in a file; undefined where there is nothing, or where it is not what was written. */
export async function readReadyMade(file: string): Promise<ReadyMade | undefined> {
  try {
    return unpack(await readFile(file));
  } catch {
    return undefined;
  }
}

/** Keeps a cluster, by an atomic rename. A folder that cannot be written to is not an error. */
export async function keepReadyMade(file: string, made: ReadyMade): Promise<void> {
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, pack(made), { mode: 0o600 })
    .then(() => rename(unfinished, file))
    .catch(ifInaccessible(undefined));
}

/**
 * Takes up a cluster that no server runs on. Whoever else has the server's account could put links into its directory: there
 * is no answer where a file is not that account's.
 */
export function takeUp(data: string, password: string): ReadyMade | undefined {
  const entries = readdirSync(data, { recursive: true, withFileTypes: true });
  const pathsOf = (folders: boolean): string[] =>
    entries
      .filter((entry) => entry.isDirectory() === folders)
      .map(({ parentPath, name }) => relative(data, join(parentPath, name)))
      .sort();
  const owner = statSync(data).uid;
  const files = new Map<string, FileContent>();
  for (const path of pathsOf(false)) {
    const content = readOwned(join(data, path), owner);
    if (content === undefined) return undefined;
    files.set(path, withoutZeros(content));
  }
  return { password, folders: pathsOf(true), files };
}

function withoutZeros(bytes: Buffer): FileContent {
  const size = bytes.length;
  let end = size;
  while (bytes[end - 1] === 0) end--;
  return { bytes: bytes.subarray(0, end), size };
}

/** Through no link. */
function readOwned(path: string, owner: number): Buffer | undefined {
  try {
    const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      return fstatSync(file).uid === owner ? readFileSync(file) : undefined;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return ifInaccessible(undefined)(error);
  }
}

/**
 * Lays a cluster out in a directory that nobody else can enter yet, for an account. Leaves nothing, and says so, where that
 * is refused, as it is when there is no room.
 */
export function layOut(made: ReadyMade, data: string, account: Account | undefined): boolean {
  try {
    writeAll(made, data);
    if (account) giveAll(made, data, account);
    return true;
  } catch (error) {
    rmSync(data, { recursive: true, force: true });
    return ifInaccessible(false)(error);
  }
}

function writeAll({ folders, files }: ReadyMade, data: string): void {
  for (const path of ['', ...folders]) mkdirSync(join(data, path), { mode: 0o700 });
  for (const [path, { bytes, size }] of files) {
    const file = join(data, path);
    writeFileSync(file, bytes, { mode: 0o600 });
    if (size > bytes.length) truncateSync(file, size);
  }
}

function giveAll({ folders, files }: ReadyMade, data: string, { uid, gid }: Account): void {
  for (const path of ['', ...folders, ...files.keys()]) lchownSync(join(data, path), uid, gid);
}
