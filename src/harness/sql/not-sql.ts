/** What files of SQL hold that is none, and what to do about it. */
const strangers: readonly { readonly isIn: (sql: string) => boolean; readonly advice: string }[] = [
  { isIn: (sql) => sql.includes('\0'), advice: 'save the file as UTF-8' },
  {
    isIn: (sql) => sql.startsWith('\ufeff'),
    advice: 'save the file as UTF-8 without a byte order mark',
  },
  {
    isIn: (sql) => /^\\[a-z!?]/m.test(sql),
    advice:
      'take out the lines that begin with a backslash, commands of psql as pg_dump writes them: Drizzle sends the file to the server as it is',
  },
  {
    isIn: (sql) => /^COPY\s[^;]*\sFROM\s+stdin\b/im.test(sql),
    advice: 'write INSERT in place of COPY … FROM stdin, whose rows only psql can send',
  },
];

/** What to do about a file that has a syntax error because it holds something else than SQL; nothing for any other. */
export const adviceOnStrangers = (sql: string): string | undefined =>
  strangers.find(({ isIn }) => isIn(sql))?.advice;
