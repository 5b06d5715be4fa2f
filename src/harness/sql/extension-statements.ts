import { statementsIn } from './parse.ts';
import { lookUp, type PerKind } from './statement.ts';

const names: PerKind<string> = { CreateExtensionStmt: ({ extname = '' }) => extname };

/** The extensions that a text creates; none where it cannot be parsed. */
export const extensionsCreatedIn = async (sql: string): Promise<string[]> =>
  /\bextension\b/i.test(sql) ? (await statementsIn(sql)).flatMap((each) => lookUp(names, each) ?? []) : [];
