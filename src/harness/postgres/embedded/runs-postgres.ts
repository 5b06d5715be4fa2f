import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { ifInaccessible } from '../../model/file-errors.ts';

/** Whether a process is a Postgres on a data directory, run by a user. */
export async function runsPostgres(pid: number, data: string, uid: number): Promise<boolean> {
  const found = process.platform === 'linux' ? await fromProc(pid) : await fromPs(pid);
  if (!found || found.uid !== uid) return false;
  const [program = '', ...args] = found.args;
  return basename(program) === 'postgres' && args[args.indexOf('-D') + 1] === data;
}

interface Running {
  readonly uid: number;
  readonly args: readonly string[];
}

/** The folder of a process belongs to its user (Linux manual, "proc_pid"). */
async function fromProc(pid: number): Promise<Running | undefined> {
  const folder = `/proc/${pid}`;
  const found = await stat(folder).catch(ifInaccessible(undefined));
  const line = await readFile(`${folder}/cmdline`, 'utf8').catch(ifInaccessible(undefined));
  return found && line !== undefined ? { uid: found.uid, args: line.split('\0') } : undefined;
}

/** No path of ours has a space in it: folders for temporary files have none where `ps` is all there is. */
async function fromPs(pid: number): Promise<Running | undefined> {
  const answer = await promisify(execFile)('ps', ['-o', 'uid=,args=', '-p', String(pid)]).catch(
    () => undefined,
  );
  const [uid, ...args] = answer?.stdout.trim().split(/\s+/) ?? [];
  return uid === undefined ? undefined : { uid: Number(uid), args };
}
