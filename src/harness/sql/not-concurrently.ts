import { type SqlFile, sqlFile } from './sql-file.ts';

const beside =
  /^((?:create\s+(?:unique\s+)?index|drop\s+index|reindex\s+(?:\([^)]*\)\s*)?(?:index|table|schema))\s+)(concurrently)\b/i;

/**
 * A file whose indexes are built and dropped under their locks, which can be done in a transaction; the same file where none is
 * CONCURRENTLY. Everything else stays in its place.
 */
export async function notConcurrently(file: SqlFile): Promise<SqlFile> {
  const { statements } = await file.parsed();
  const words = statements.flatMap(({ text, offset }) => {
    const [, before = '', word = ''] = beside.exec(text) ?? [];
    return word ? [{ start: offset + before.length, end: offset + before.length + word.length }] : [];
  });
  if (words.length === 0) return file;
  const blank = (sql: string, { start, end }: (typeof words)[number]): string =>
    sql.slice(0, start) + ' '.repeat(end - start) + sql.slice(end);
  return sqlFile(file.path, words.reduce(blank, file.sql), file);
}
