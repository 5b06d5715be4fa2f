/** The folders of Unix sockets of servers on this machine that we have started, by where their URLs lead. */
const folders = new Map<string, string>();

/**
 * Has a server of ours reached through a socket that lies in a folder, whatever its URL says: a message and its answer cost both
 * processes half of what they do over TCP. Returns what takes that back.
 */
export function useSocket({ host }: URL, folder: string): () => void {
  folders.set(host, folder);
  return () => void folders.delete(host);
}

/** The folder of the socket to a server of ours; undefined for any other. */
export const socketTo = ({ host }: URL): string | undefined => folders.get(host);

/** What an address of a socket has room for, on every system that has them (Linux manual, unix(7); 104 bytes on macOS). */
const mostBytes = 103;

/**
 * Whether the socket of a server may lie in a folder: its name is `.s.PGSQL.` and the port. Windows has none that Node can use; the
 * setting unix_socket_directories is a list, in which commas and quotes mean something.
 */
export const holdsSockets = (folder: string, platform: NodeJS.Platform = process.platform): boolean =>
  platform !== 'win32' && !/[,"]/.test(folder) && Buffer.byteLength(`${folder}/.s.PGSQL.65535`) <= mostBytes;
