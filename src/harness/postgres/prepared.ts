/** Statements that a connection has been sent before, so that the server need not plan them each time. */
export interface Prepared {
  /** What to send for some statements: what prepares those that come again, and what runs each. */
  plan(statements: readonly string[]): PreparedPlan;
  /** To be called with all that is sent besides: a migration may take back what its session has prepared. */
  watch(sql: string): void;
  /** Whether something was sent that makes all plans of its session void. */
  isForgetful(): boolean;
}

interface PreparedPlan {
  readonly preparing: readonly string[];
  readonly running: readonly string[];
  /** To be called when all of it was sent and answered. */
  keep(): void;
}

/** A short statement is planned in no time, and what writes cannot be prepared everywhere. */
const isWorthwhile = (statement: string): boolean =>
  statement.length > 300 && /^\s*(SELECT|WITH)\b/.test(statement);

/** Plans are void once triggers are to fire or not (Postgres source, variable.c, `assign_session_replication_role`). */
const forgets = /\b(discard\s+plans|session_replication_role)\b/i;

/** For one session, which must be ours alone: prepared statements belong to it. */
export function preparedStatements(): Prepared {
  const names = new Map<string, string>();
  const seen = new Set<string>();
  let count = 0;
  let isForgetful = false;
  return {
    isForgetful: () => isForgetful,
    watch: (sql) => {
      isForgetful ||= forgets.test(sql);
      if (/\b(discard(?!\s+plans\b)|deallocate)\b/i.test(sql)) names.clear();
    },
    plan: (statements) => {
      const added = new Map(
        statements
          .filter((each) => seen.has(each) && !names.has(each))
          .map((each) => [each, `driftproof_${++count}`]),
      );
      const nameOf = (each: string): string | undefined => names.get(each) ?? added.get(each);
      return {
        preparing: [...added].map(([statement, name]) => `PREPARE ${name} AS ${statement}`),
        running: statements.map((each) => (nameOf(each) ? `EXECUTE ${nameOf(each)}` : each)),
        keep: () => {
          for (const [statement, name] of added) names.set(statement, name);
          for (const each of statements) if (isWorthwhile(each)) seen.add(each);
        },
      };
    },
  };
}
