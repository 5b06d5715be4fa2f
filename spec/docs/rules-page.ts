import { canDeclare } from '../../src/harness/catalog/declarable.ts';
import { factsOf, objectKinds } from '../../src/harness/catalog/kinds.ts';
import { acceptedRules } from '../../src/harness/checks/rules/accepted-rules.ts';
import { costRules } from '../../src/harness/checks/rules/cost-rules.ts';
import { differenceRuleId, differenceRules } from '../../src/harness/checks/rules/difference-rules.ts';
import { folderRules } from '../../src/harness/checks/rules/folder-rules.ts';
import { ledgerRules } from '../../src/harness/checks/rules/ledger-rules.ts';
import type { Rule } from '../../src/harness/checks/rules/rule.ts';
import { runningRules } from '../../src/harness/checks/rules/running-rules.ts';
import { schemaRules } from '../../src/harness/checks/rules/schema-rules.ts';
import { stateRules } from '../../src/harness/checks/rules/state-rules.ts';
import type { Kind } from '../../src/harness/model/identity.ts';

type Rules = Readonly<Record<string, Rule>>;

const without = (rules: Rules, others: Rules): Rules =>
  Object.fromEntries(Object.entries(rules).filter(([id]) => !(id in others)));

/** The rules with names of their own, by the heading they are under, with what is to be said of all of them. */
const chapters: readonly (readonly [heading: string, about: string, rules: Rules])[] = [
  [
    'The migrations folder',
    'Found by reading the files: by `history`, and by `verify` before it runs anything.',
    folderRules,
  ],
  [
    'What a database has applied',
    "Found by comparing Drizzle's [ledger](glossary.md#the-projects-words) in a live database with the folder: by `status`\nand `drift`.",
    ledgerRules,
  ],
  [
    'Running the migrations',
    'Found by `verify`, which runs each migration on scratch databases, with [rows](rows.md) in the tables.',
    without(runningRules, costRules),
  ],
  [
    'The schema by itself',
    'Found by `verify` and `drift`, which build what the schema files declare.',
    schemaRules,
  ],
  [
    'The state of a database',
    'Found by `drift` in a live database: it is as it should be by definition, and something is wrong with it all the same.',
    stateRules,
  ],
  [
    'Cost',
    'Measured by `verify` on tables with rows: see [cost](cost.md). All are an `info` unless the\n[settings](settings.md#severity) raise them.',
    costRules,
  ],
  [
    'Accepted differences, and the baseline',
    'About the entries of [`accept`](settings.md#accept) in the settings, and of the [baseline](adopting.md#the-baseline).',
    acceptedRules,
  ],
];

const beginning = `# Rules

Every rule a finding can have. Rule ids are stable: they are what [\`accept\` and \`severity\`](settings.md) name. What each
severity and culprit means is in the [glossary](glossary.md#severities).

The headings and the first and last line of each rule are made from \`src/harness/checks/rules\` by \`npm run docs:rules\`;
what is between them is written here, and kept.
`;

/** The page, with the text that `current` has for each rule between what is made. */
export function rulesPage(current: string): string {
  const texts = textsIn(current);
  return [
    beginning,
    ...chapters.flatMap(([heading, about, rules]) => [
      `## ${heading}\n\n${about}\n`,
      ...Object.entries(rules).map((entry) => ruleSection(entry, texts)),
    ]),
    differencesChapter(),
  ].join('\n');
}

const ruleSection = ([id, rule]: [string, Rule], texts: ReadonlyMap<string, string>): string =>
  [
    `### \`${id}\`\n`,
    `**${rule.severity}**, culprit ${rule.culprit}. ${sentence(rule.means)}\n`,
    `${texts.get(id) ?? missing}\n`,
    `**What to do:** ${rule.advice}.\n`,
  ].join('\n');

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** Stands where nobody has written yet why a rule matters. */
export const missing = '(why this matters, and an example)';

/** What is written of each rule, by its id. */
export const textsIn = (page: string): Map<string, string> =>
  new Map(
    [...page.matchAll(/^### `([\w-]+)`\n\n\*\*\w+\*\*, [^\n]*\n\n([\s\S]*?)\n\n\*\*What to do:\*\*/gm)].map(
      ([, id = '', text = '']) => [id, text],
    ),
  );

const aboutDifferences = `## Differences between catalogs

Found by \`verify\` (the schema against what the migrations build, and a database before and after a migration went up and
down) and by \`drift\` (a live database against the migrations, or the schema). A rule's id is the object's
[kind](glossary.md#kinds-of-objects) and what is wrong with it: \`…-missing\`, \`…-extra\`, or the
[attribute](glossary.md#attributes) that is not as expected. The finding says who is wrong, which values differ, and what to
do.

*In the schema* says whether a Drizzle schema can declare it. What it cannot declare is compared between migrations and
databases only. An extra column is breaking when it is NOT NULL and nothing fills it.

What has one cause is one finding. Where something is missing, and just one thing is there that is the same but for its name (of a
table: with the same columns, or most of them and a key or an index of the same name, or all but one where neither has any; of a column: in its place, or in that among others that are all there, whatever else differs), \`drift\` asks
whether it was renamed, names what goes by the new name, and advises the statement that gives the old one back, as
[plans](plans.md#renames) do. A missing column tells of the keys, checks and indexes that are missing with it.
`;

const differencesChapter = (): string => [aboutDifferences, ...objectKinds.map(kindSection)].join('\n');

function kindSection(kind: Exclude<Kind, 'migration'>): string {
  const rows = [
    'missing',
    'extra',
    'renamed',
    ...Object.keys(factsOf(kind).attributes),
    'name-by-default-naming',
    'default-of-equal-value',
  ].flatMap((what) => {
    const id = differenceRuleId(kind, what);
    const rule = differenceRules.get(id);
    return rule ? [[`<a id="${id}"></a>\`${id}\``, rule.severity, declarable(kind, what), rule.means]] : [];
  });
  const table = [
    ['rule', 'severity', 'in the schema', 'what is wrong'],
    ['---', '---', '---', '---'],
    ...rows,
  ];
  return `### ${kind}\n\n${table.map((cells) => `| ${cells.join(' | ')} |\n`).join('')}`;
}

const declarable = (kind: Kind, what: string): string =>
  canDeclare(kind, ['missing', 'extra', 'renamed'].includes(what) ? undefined : what) ? 'yes' : 'no';
