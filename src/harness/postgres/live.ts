import { parseAddress } from './address.ts';
import { connect } from './connection.ts';
import { guards, inSnapshot, type Snapshot } from './snapshot.ts';
import type { Tls } from './tls.ts';

/** What a catalog can be read from. */
export interface Readable {
  read<T>(use: (snapshot: Snapshot) => Promise<T>): Promise<T>;
}

/** Somebody's real database. It can only be read: there is no way to hand it a statement that writes. */
export interface Live extends Readable {
  readonly kind: 'live';
  readonly url: URL;
}

/** Where a live database is, and who said so. */
export interface LiveAddress {
  readonly url: URL;
  /** How the connection is protected, where that is more than a URL can say. */
  readonly tls?: Tls;
  /** Such as `DATABASE_URL`, for the report. */
  readonly from: string;
}

/** A minute: a database that takes longer is not well, or is asked more than it should be. */
const defaultTimeoutMs = 60_000;

/** Connects to a live database for as long as `use` runs; no answer may take longer than `timeoutMs`, in milliseconds. Throws a Problem when that is not possible. */
export async function withLive<T>(
  address: string | LiveAddress,
  use: (live: Live) => Promise<T>,
  timeoutMs = defaultTimeoutMs,
): Promise<T> {
  const { url, tls }: Pick<LiveAddress, 'url' | 'tls'> =
    typeof address === 'string' ? { url: parseAddress(address) } : address;
  const connection = await connect(url, timeoutMs, tls);
  try {
    return await use({
      kind: 'live',
      url: connection.url,
      read: (reader) => inSnapshot(connection, reader, guards),
    });
  } finally {
    await connection.close();
  }
}
