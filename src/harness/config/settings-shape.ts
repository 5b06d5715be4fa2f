import * as v from 'valibot';
import { severities } from '../model/finding.ts';
import { kinds } from '../model/identity.ts';
import { commands } from '../model/report.ts';
import { comparisons, platformNames } from '../model/settings.ts';
import { like } from '../sql/text-positions.ts';
import { date, exactly, listOf, mustBe, oneOf, recordOf, text, wordOf } from './shapes.ts';

/** All that settings may say. Whatever would have no effect is refused; `rules` are the ids that findings can have. */
export const settingsShape = (rules: readonly string[]) =>
  exactly(
    {
      accept: v.optional(listOf(accepted(rules)), []),
      severity: v.optional(severityOf(rules), {}),
      prelude: v.optional(listOf(text), []),
      rows: v.optional(recordOf(text, text), {}),
      role: v.optional(text),
      platform: v.optional(oneOf(platformNames, 'platform')),
      ledger: v.optional(ledger),
      targets: v.optional(listOf(targetSource)),
      compare: v.optional(compare, {}),
      roles: v.optional(roles, {}),
    },
    'setting',
  );

/** What says why there is no answer cannot be off: a part that nobody could check would agree. */
const reasons = ['could-not-tell', 'migration-fails'];

const severityOf = (rules: readonly string[]) =>
  v.pipe(
    recordOf(wordOf(rules, 'rule', page, like), oneOf([...severities, 'off'], 'severity')),
    v.check(
      (given) =>
        !Object.entries(given).some(
          ([pattern, word]) => word === 'off' && reasons.some((rule) => like(pattern, rule)),
        ),
      `must not be off for ${reasons.join(' and ')}, which say why there is no answer`,
    ),
  );

const accepted = (rules: readonly string[]) =>
  exactly(
    {
      command: oneOf(commands, 'command'),
      rule: wordOf(rules, 'rule', page, like),
      kind: v.optional(oneOf(kinds, 'kind of object')),
      name: text,
      reason: text,
      until: date,
    },
    'key',
  );

const ledger = v.union(
  [v.picklist(['supabase', 'none']), v.strictObject({ schema: text, table: text })],
  mustBe("'supabase', 'none' or { schema, table }"),
);

const places = ['env', 'file', 'command'] as const;

const targetSource = v.pipe(
  exactly(
    {
      name: v.optional(text),
      env: v.optional(text),
      file: v.optional(text),
      command: v.optional(v.pipe(listOf(text), v.minLength(1, 'must not be empty'))),
      tenants: v.optional(exactly({ like: text, schema: v.optional(text, 'public') }, 'key')),
    },
    'key',
  ),
  v.check(
    (source) => places.filter((place) => source[place] !== undefined).length === 1,
    `must have one of ${places.join(', ')}, which leads to URLs`,
  ),
);

const comparison = v.optional(oneOf(comparisons, 'choice'), 'migrations');

const compare = exactly({ rights: comparison, owners: comparison }, 'key');

/** PUBLIC is no role, and is called so everywhere. */
const roleName = v.pipe(
  text,
  v.check((given) => given.toLowerCase() !== 'public', 'PUBLIC is not a role, and has one name everywhere'),
);

const roles = recordOf(roleName, roleName);

const page = 'docs/rules.md';
