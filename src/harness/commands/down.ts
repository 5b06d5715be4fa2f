import { type Draft, draftDowns, withDraft } from '../checks/down/draft-downs.ts';
import { headerOf, reasonsOf } from '../checks/down/draft-words.ts';
import { type Proof, proveDowns } from '../checks/down/prove-downs.ts';
import { whyNotApplied } from '../checks/unanswered.ts';
import type { RowSource } from '../checks/verify/rows/row-source.ts';
import { didYouMean } from '../config/did-you-mean.ts';
import type { Folder } from '../history/folder.ts';
import type { Migration } from '../history/migrations.ts';
import { counted } from '../model/counted.ts';
import type { DraftReport } from '../model/downs.ts';
import { atLeast, type Finding } from '../model/finding.ts';
import { Problem } from '../model/problem.ts';
import type { Report } from '../model/report.ts';
import type { ScratchDatabases } from '../postgres/scratch.ts';
import { type Context, migrationsOf } from './context.ts';
import { asComment, guessLine } from './guess-line.ts';
import { verifyDefaults } from './options.ts';
import { withScratchDatabases } from './with-scratch.ts';
import { writeNew } from './write-new.ts';

/**
 * `driftproof down`: what takes a migration back? Drafts the down files that are missing, from the catalogs after and before
 * their ups, and runs each. Writes those that are proved where the options say so, and replaces no file. Throws a Problem
 * where the history cannot be read, or a tag is of no migration.
 */
export async function down(context: Context): Promise<Partial<Report>> {
  const folder = await context.folder();
  const migrations = await migrationsOf(folder);
  const wanted = wantedIn(migrations, context.options.tags ?? []);
  const compared = counted(wanted.size, 'missing down file');
  if (wanted.size === 0) return { downs: [], verdicts: [verdictOf([], [], compared)] };
  return withScratchDatabases(
    context,
    async (getScratch) => {
      const { findings, unanswered, ...part } = await drafted(
        context,
        folder,
        migrations,
        wanted,
        await getScratch(),
      );
      return { ...part, verdicts: [verdictOf(findings, unanswered, compared)] };
    },
    ({ verdicts }) => verdicts.every((each) => each.unanswered?.length === 0),
  );
}

const verdictOf = (findings: readonly Finding[], unanswered: readonly Finding[], compared: string) =>
  ({ question: 'schema ↔ migrations', findings, unanswered, compared }) as const;

/** The tags of migrations without a down file, or those of them that are asked for. */
function wantedIn(migrations: readonly Migration[], tags: readonly string[]): ReadonlySet<string> {
  for (const tag of tags) {
    const migration = migrations.find((each) => each.tag === tag);
    if (!migration)
      throw new Problem(`there is no migration ${tag}`, {
        advice: didYouMean(
          tag,
          migrations.map((each) => each.tag),
          `use a tag of the journal, such as ${migrations.at(-1)?.tag}`,
        ),
      });
    if (migration.down)
      throw new Problem(`${tag} has a down file already`, {
        where: migration.down.path,
        advice: 'remove it to have another drafted; no file is replaced',
      });
  }
  const missing = migrations.filter((each) => each.down === undefined).map(({ tag }) => tag);
  return new Set(tags.length === 0 ? missing : tags);
}

async function drafted(
  context: Context,
  folder: Folder,
  migrations: readonly Migration[],
  wanted: ReadonlySet<string>,
  databases: ScratchDatabases,
) {
  const { scope, options, notes } = context;
  const { drafts, server, stopped } = await draftDowns(databases, migrations, scope, ({ tag }) =>
    wanted.has(tag),
  );
  const downs = new Map(drafts.map((each) => [each.migration.tag, withDraft(each, folder, [])]));
  const proofs = await proveDowns(
    { databases, migrations: migrations.map((each) => downs.get(each.tag) ?? each), scope },
    rowsOf(context),
    wanted,
    ({ tag }) => notes.progress(`  ${tag}`),
  );
  notes.progress('');
  const tried = drafts.map((draft) => ({ draft, proof: proofs(draft.migration) }));
  const reports = tried.map(({ draft, proof }) => reportOf(draft, proof, folder, server.version));
  return {
    servers: [{ kind: databases.server.kind, facts: server }],
    downs: options.write ? await written(folder, reports) : reports,
    findings: tried.flatMap(({ proof: { traces, values } }) => [...traces, ...values.filter(isSerious)]),
    unanswered: [
      ...tried.flatMap(({ proof }) => proof.unanswered),
      ...(stopped ? [whyNotApplied(stopped)] : []),
    ],
  };
}

/** What a down has to lose is said in its first comment. */
const isSerious = ({ severity }: Finding): boolean => atLeast(severity, 'warning');

/** The same file is drafted each time. */
const rowsOf = ({ options, settings }: Context): RowSource => ({
  perTable: options.rows ?? verifyDefaults.rows,
  seed: options.seed ?? 1,
  byHand: settings.rows,
});

function reportOf(draft: Draft, proof: Proof, folder: Folder, version: string): DraftReport {
  const reasons = reasonsOf(draft, proof);
  const proved = reasons.length === 0;
  const header = headerOf(draft, proof, proved ? version : undefined).map((line) => asComment(line));
  const statements = draft.statements.map((each) =>
    draft.guesses.includes(each) ? { ...each, sql: `${guessLine(each)}${each.sql}` } : each,
  );
  const { down: file } = withDraft({ ...draft, statements }, folder, header);
  return {
    tag: draft.migration.tag,
    path: file?.path ?? '',
    text: file?.sql ?? '',
    proved,
    written: false,
    reasons,
  };
}

/** Writes what is proved. */
async function written({ path, shown }: Folder, drafts: readonly DraftReport[]): Promise<DraftReport[]> {
  const proved = drafts.filter((each) => each.proved);
  await writeNew(proved.map((each) => ({ ...each, place: `${path}${each.path.slice(shown.length)}` })));
  return drafts.map((each) => ({ ...each, written: each.proved }));
}
