import { readdirSync, readFileSync } from 'node:fs';

/** Seconds of CPU time of a command, and of the servers that it has started. */
export interface CpuSeconds {
  readonly node: number;
  readonly postgres: number;
}

/** Linux counts in hundredths (`getconf CLK_TCK`). */
const ticks = 100;

interface Process {
  readonly parent: number;
  /** Its own ticks, and those of its children that have ended. */
  readonly own: number;
  readonly ended: number;
}

/** What /proc says of a process (Linux manual, proc_pid_stat); its name, in parentheses, may hold anything. */
function processOf(pid: string): [number, Process][] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [parent = 0, user = 0, system = 0, endedUser = 0, endedSystem = 0] = [1, 11, 12, 13, 14].map((at) =>
      Number(fields[at]),
    );
    return [[Number(pid), { parent, own: user + system, ended: endedUser + endedSystem }]];
  } catch {
    return [];
  }
}

/** Looks at a command every now and then until `end` is called, which says what it was last seen to have used. */
export function watchCpu(pid: number): { readonly end: () => CpuSeconds } {
  let seen: CpuSeconds = { node: 0, postgres: 0 };
  const look = (): void => {
    const all = new Map(
      readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .flatMap(processOf),
    );
    const childrenOf = (parents: ReadonlySet<number>): Map<number, Process> =>
      new Map([...all].filter(([, { parent }]) => parents.has(parent)));
    const servers = childrenOf(new Set([pid]));
    const backends = childrenOf(new Set(servers.keys()));
    const sum = (processes: Iterable<Process>, count: (each: Process) => number): number =>
      [...processes].reduce((total, each) => total + count(each), 0) / ticks;
    const postgres =
      sum(servers.values(), ({ own, ended }) => own + ended) + sum(backends.values(), ({ own }) => own);
    // A server that has ended is no longer seen.
    seen = {
      node: (all.get(pid)?.own ?? seen.node * ticks) / ticks,
      postgres: Math.max(seen.postgres, postgres),
    };
  };
  const timer = process.platform === 'linux' ? setInterval(look, 200) : undefined;
  return {
    end: () => {
      clearInterval(timer);
      return seen;
    },
  };
}
