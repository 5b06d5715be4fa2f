import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';

/** A cluster as initdb has made it: the password of its superuser, and what lies in its data directory, folders first. */
export interface ReadyMade {
  readonly password: string;
  readonly folders: readonly string[];
  readonly files: ReadonlyMap<string, FileContent>;
}

/** What a file has before the zeros at its end, and its size with these, in bytes: half of the first part of the log is zeros. */
export interface FileContent {
  readonly bytes: Buffer;
  readonly size: number;
}

/** What is written: each content once. A file is its path, the place of its content among them, and its size. */
interface Packed extends Pick<ReadyMade, 'password' | 'folders'> {
  readonly contents: readonly Buffer[];
  readonly files: readonly (readonly [path: string, content: number, size: number])[];
}

/**
 * The bytes of a cluster, after their checksum. The databases of a new cluster are copies of one another, so that each content is
 * packed once; no more is compressed, since a server starts sooner than zlib unpacks 40 MB.
 */
export function pack({ password, folders, files }: ReadyMade): Buffer {
  const places = new Map<string, number>();
  const contents: Buffer[] = [];
  const placeOf = (bytes: Buffer): number => {
    const key = createHash('sha256').update(bytes).digest('base64');
    const place = places.get(key) ?? contents.push(bytes) - 1;
    places.set(key, place);
    return place;
  };
  const listed = [...files].map(([path, { bytes, size }]) => [path, placeOf(bytes), size] as const);
  const packed: Packed = { password, folders, contents, files: listed };
  const bytes = serialize(packed);
  return Buffer.concat([checksumOf(bytes), bytes]);
}

/** What was packed; undefined where that is not what these bytes are. */
export function unpack(bytes: Buffer): ReadyMade | undefined {
  const rest = bytes.subarray(checksumBytes);
  if (!bytes.subarray(0, checksumBytes).equals(checksumOf(rest))) return undefined;
  const { password, folders, contents, files }: Packed = deserialize(rest);
  const contentOf = (place: number, size: number): FileContent => ({
    bytes: contents[place] ?? Buffer.alloc(0),
    size,
  });
  return { password, folders, files: new Map(files.map(([path, ...at]) => [path, contentOf(...at)])) };
}

const checksumBytes = 4;

function checksumOf(bytes: Buffer): Buffer {
  const checksum = Buffer.alloc(checksumBytes);
  checksum.writeUInt32LE(crc32(bytes));
  return checksum;
}
