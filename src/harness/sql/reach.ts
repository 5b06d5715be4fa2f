import type { Node } from 'libpg-query';
import { statementsIn } from './parse.ts';
import { rolesChanged } from './role-statements.ts';
import { lookUp, type PerKind, type Statement } from './statement.ts';
import { partsOf, walk } from './tree.ts';

/**
 * Functions that read or write what lies outside of the database that calls them: other sessions, the configuration,
 * files of the server, replication, other servers (Postgres manual, "System Administration Functions", "dblink").
 */
const functions =
  /^(pg_(terminate|cancel)_backend|pg_reload_conf|pg_rotate_logfile|pg_log_backend_memory_contexts|pg_read_(binary_)?file|pg_stat_file|pg_ls_\w+|pg_file_\w+|lo_import|lo_export|pg_(create|drop|copy)_\w*replication_slot|pg_replication_(slot_advance|origin_\w+)|pg_promote|pg_switch_wal|pg_create_restore_point|pg_wal_replay_\w+|pg_(backup_)?(start|stop)(_backup)?|pg_stat_reset_shared|pg_import_system_collations|dblink(_\w+)?)$/;

/** Whether SQL may reach beyond its database: only then is the parser worth loading. */
export const mayReach = (sql: string): boolean =>
  /\b(database|alter\s+system|tablespace|copy|load|subscription|foreign|authorization|owned|grant|revoke|parameter|language|do)\b|\b(alter|drop|on)\s+(role|user|group)\b|\b(pg_|lo_|dblink)\w*\s*\(/i.test(
    sql,
  );

const objects: Readonly<Record<string, string>> = {
  OBJECT_DATABASE: 'DATABASE',
  OBJECT_TABLESPACE: 'TABLESPACE',
  OBJECT_PARAMETER_ACL: 'PARAMETER',
  OBJECT_SUBSCRIPTION: 'SUBSCRIPTION',
};

const about = (verb: string, type: string | undefined): string | undefined =>
  type !== undefined && type in objects ? `${verb} ${objects[type]}` : undefined;

const optionsIn = (options: readonly Node[] = []): ReadonlyMap<string, Node | undefined> =>
  new Map(
    options.flatMap((node) => ('DefElem' in node ? [[node.DefElem.defname ?? '', node.DefElem.arg]] : [])),
  );

/** Statements that reach beyond their database, by what they are called. */
const statements: PerKind<string | false | undefined> = {
  CreatedbStmt: () => 'CREATE DATABASE',
  DropdbStmt: () => 'DROP DATABASE',
  AlterDatabaseStmt: () => 'ALTER DATABASE',
  AlterDatabaseSetStmt: () => 'ALTER DATABASE … SET',
  AlterDatabaseRefreshCollStmt: () => 'ALTER DATABASE',
  AlterSystemStmt: () => 'ALTER SYSTEM',
  CreateTableSpaceStmt: () => 'CREATE TABLESPACE',
  DropTableSpaceStmt: () => 'DROP TABLESPACE',
  AlterTableSpaceOptionsStmt: () => 'ALTER TABLESPACE',
  CopyStmt: ({ is_program, filename, is_from }) =>
    is_program
      ? 'COPY … PROGRAM'
      : filename !== undefined && `COPY ${is_from ? 'FROM' : 'TO'} a file of the server`,
  LoadStmt: () => 'LOAD',
  CreateSubscriptionStmt: () => 'CREATE SUBSCRIPTION',
  AlterSubscriptionStmt: () => 'ALTER SUBSCRIPTION',
  DropSubscriptionStmt: () => 'DROP SUBSCRIPTION',
  ImportForeignSchemaStmt: () => 'IMPORT FOREIGN SCHEMA',
  CreateForeignTableStmt: ({ options }) => {
    const found = optionsIn(options);
    return (found.has('program') || found.has('filename')) && 'a foreign table on a file of the server';
  },
  VariableSetStmt: ({ name, kind }) =>
    name === 'session_authorization' && kind === 'VAR_SET_VALUE' && 'SET SESSION AUTHORIZATION',
  GrantStmt: ({ objtype, is_grant }) => about(is_grant ? 'GRANT … ON' : 'REVOKE … ON', objtype),
  CommentStmt: ({ objtype }) => about('COMMENT ON', objtype),
  SecLabelStmt: ({ objtype }) => about('SECURITY LABEL ON', objtype),
  RenameStmt: ({ renameType }) => about('ALTER', renameType),
  AlterOwnerStmt: ({ objectType }) => about('ALTER', objectType),
};

/** The same where a body of text says it, which may put statements together and is parsed only when it runs. */
const inText: readonly (readonly [what: string, words: RegExp])[] = [
  ['CREATE DATABASE', /\bcreate\s+database\b/i],
  ['DROP DATABASE', /\bdrop\s+database\b/i],
  ['ALTER SYSTEM', /\balter\s+system\b/i],
  ['a statement on a TABLESPACE', /\b(create|drop|alter)\s+tablespace\b/i],
  ['COPY … PROGRAM', /\bcopy\b[^;]*\b(from|to)\s+program\b/i],
  ['COPY with a file of the server', /\bcopy\b[^;]*\b(from|to)\s+(E?'|%L)/i],
  ['a statement on a SUBSCRIPTION', /\b(create|drop|alter)\s+subscription\b/i],
  ['SET SESSION AUTHORIZATION', /\bset\s+(local\s+|session\s+)?session\s+authorization\b/i],
  ['LOAD', /\bload\s+E?'/i],
  ['IMPORT FOREIGN SCHEMA', /\bimport\s+foreign\s+schema\b/i],
];

/** Languages whose functions do whatever the server's account may do (Postgres manual, "CREATE LANGUAGE"). */
const untrusted = /^(c|internal|\w+u)$/i;

/**
 * What a statement does that reaches beyond its database; undefined when it stays within. Bodies of functions and blocks are
 * read as far as their text shows. Roles belong to the whole server: `ownRoles` are those that the project makes.
 */
export function reachOf(statement: Statement, ownRoles: ReadonlySet<string>): string | undefined {
  return (
    (lookUp(statements, statement) || undefined) ??
    roleReach(statement, ownRoles) ??
    callIn(statement.node) ??
    bodyReach(statement, ownRoles)
  );
}

/** The same of a text of statements: the first that reaches beyond, and where it begins. */
export async function reachIn(
  sql: string,
  ownRoles: ReadonlySet<string>,
): Promise<{ readonly what: string; readonly offset: number } | undefined> {
  const statements = await statementsIn(sql);
  // What our parser does not understand, a newer server may.
  if (statements.length === 0) {
    const what = textReach(sql, ownRoles);
    return what === undefined ? undefined : { what, offset: 0 };
  }
  for (const statement of statements) {
    const what = reachOf(statement, ownRoles);
    if (what !== undefined) return { what, offset: statement.offset };
  }
  return undefined;
}

/** A membership goes with either of its roles. */
function roleReach(statement: Statement, ownRoles: ReadonlySet<string>): string | undefined {
  const roles = rolesChanged(statement);
  if (roles.length === 0) return undefined;
  const isOwn = (role: string): boolean => ownRoles.has(role);
  const stays = statement.kind === 'GrantRoleStmt' ? roles.some(isOwn) : roles.every(isOwn);
  const other = roles.find((role) => !isOwn(role));
  return stays ? undefined : `a change of role ${other}, which no migration creates,`;
}

function callIn(tree: unknown): string | undefined {
  let found: string | undefined;
  walk(tree, ({ FuncCall: call }) => {
    const name = partsOf((call as { funcname?: Node[] } | undefined)?.funcname).at(-1) ?? '';
    if (functions.test(name)) found ??= name;
  });
  return found;
}

function bodyReach({ kind, node }: Statement, ownRoles: ReadonlySet<string>): string | undefined {
  if (kind !== 'DoStmt' && kind !== 'CreateFunctionStmt') return undefined;
  const options = optionsIn((node.args ?? node.options) as Node[] | undefined);
  const [language = 'plpgsql'] = textsIn(options.get('language'));
  if (untrusted.test(language)) return `code in the language ${language}`;
  const body = textsIn(options.get('as'))
    .join('\n')
    .replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
  return textReach(body, ownRoles);
}

function textReach(body: string, ownRoles: ReadonlySet<string>): string | undefined {
  const said = inText.find(([, words]) => words.test(body))?.[0];
  if (said) return said;
  // By its name only, it is the database at hand.
  if (/\balter\s+database\b/i.test(body) && !/\bcurrent_(database|catalog)\b/i.test(body))
    return 'ALTER DATABASE';
  const called = [...body.matchAll(/\b(\w+)\s*\(/g)].map(([, name = '']) => name.toLowerCase());
  const changed = [
    ...body.matchAll(
      /\b(?:alter|drop)\s+(?:role|user(?!\s+mapping)|group)\s+(?:if\s+exists\s+)?(?:"([^"]+)"|(\w+))/gi,
    ),
  ].map(([, quoted, plain = '']) => quoted ?? plain.toLowerCase());
  const other = changed.find((role) => !ownRoles.has(role) && !/^(current|session)_user$/.test(role));
  return called.find((name) => functions.test(name)) ?? (other && `a change of role ${other}`);
}

function textsIn(node: Node | undefined): string[] {
  const texts: string[] = [];
  walk(node, ({ sval }) => {
    if (typeof sval === 'string') texts.push(sval);
  });
  return texts;
}
