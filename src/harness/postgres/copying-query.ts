import type { Client } from 'pg';
import { Problem } from '../model/problem.ts';
import pg from './driver.ts';

export type Row = Readonly<Record<string, unknown>>;

/** What a message answers with at most: it is one table of a few rows that is copied. */
const mostBytes = 32 * 1024 * 1024;

interface Part {
  readonly command: string;
  readonly rowCount: number | null;
  readonly rows: Row[];
}

/** A message that the server answers for each statement with rows, or for COPY … TO STDOUT with lines. */
class CopyingQuery extends pg.Query {
  readonly lines: string[] = [];
  private bytes = 0;

  /** Called by the driver, which keeps nothing of what is copied. */
  handleCopyData({ chunk }: { readonly chunk: Buffer }, { stream }: { stream: { destroy(): void } }): void {
    this.bytes += chunk.length;
    if (this.bytes > mostBytes) stream.destroy();
    else this.lines.push(chunk.toString().replace(/\n$/, ''));
  }

  get tooLarge(): boolean {
    return this.bytes > mostBytes;
  }
}

/**
 * Sends a text of statements as one message and returns a list of rows for each; a line that COPY … TO STDOUT writes is
 * a row with that one value, `line`. Ends the connection, and throws a Problem, when more is copied than is read.
 */
export function sendCopying(client: Client, text: string): Promise<Row[][]> {
  return new Promise((resolve, reject) => {
    const query: CopyingQuery = new CopyingQuery({ text }, (error, answer) => {
      if (query.tooLarge) reject(new Problem('the table that is read is too large to be a ledger'));
      else if (error) reject(error);
      else resolve(rowsOf([answer as unknown as Part | Part[]].flat(), query.lines));
    });
    client.query(query);
  });
}

/** COPY counts the lines that it writes. */
function rowsOf(parts: readonly Part[], lines: readonly string[]): Row[][] {
  let at = 0;
  return parts.map(({ command, rowCount, rows }) => {
    if (command !== 'COPY') return rows;
    const from = at;
    at += rowCount ?? 0;
    return lines.slice(from, at).map((line) => ({ line }));
  });
}
