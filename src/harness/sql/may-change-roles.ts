const words = '(role|user(?!\\s+mapping)|group)\\b';
const namesOne = new RegExp(`\\b${words}`, 'i');
const changesOne = new RegExp(
  `\\b(grant|revoke)\\b|\\b(create|alter|drop|on)(\\s|--.*\\n|/\\*((?!\\*/)[^])*\\*/)+${words}`,
  'i',
);

/** Whether SQL may run SQL that is made of text. */
export const mayMakeSql = (sql: string): boolean => /\bexecute\b(?!\s+(function|procedure)\b)/i.test(sql);

/** Whether SQL makes, changes or drops roles, or may do so: SQL that is made of text may, if they are named anywhere in it. */
export const mayChangeRoles = (sql: string): boolean =>
  changesOne.test(sql) || (mayMakeSql(sql) && namesOne.test(sql));
