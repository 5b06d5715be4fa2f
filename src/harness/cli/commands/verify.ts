import { historyIsOneLine } from '../../checks/history/history-is-one-line.ts';
import { notSaidBefore } from '../../checks/modes.ts';
import { verify as runVerify } from '../../checks/verify.ts';
import { declaredSql } from '../../declared/declare.ts';
import { displayPath } from '../../history/files.ts';
import type { Report } from '../../model/report.ts';
import { type Context, folderOf, migrationsOf } from '../context.ts';
import { notCompared } from '../not-compared.ts';
import { schemaSide } from '../schema-side.ts';
import { defaultSizes } from '../sizes.ts';
import { withWorkshop } from '../workshop.ts';

/** `driftproof verify`: do the migrations build what the schema declares, and can each be taken back? */
export async function verify(context: Context): Promise<Partial<Report>> {
  const { project, scope, notes, io, options } = context;
  const folder = await folderOf(project);
  const files = await historyIsOneLine(folder, { configFile: project.configFile, now: io.now().getTime() });
  for (const { source, advice, rule } of files)
    if (rule === 'migration-down-missing') notes.note(`${source?.file}: there is no down file; ${advice}`);
  const migrations = await migrationsOf(folder);
  const declared = await declaredSql(project);
  return withWorkshop(context, async (ask) => {
    const workshop = await ask();
    const {
      findings,
      steps,
      replayed,
      notCompared: notTried,
    } = await runVerify({
      workshop,
      migrations,
      scope,
      cost: options.cost ? { sizes: options.sizes ?? defaultSizes, seed: 1 } : undefined,
      schema: (like) => schemaSide(context, folder, declared, workshop, like),
      onStep: ({ tag }) => notes.progress(`  ${tag}`),
    });
    notes.progress('');
    const compared = `${migrations.length} migrations and ${project.schema.map(displayPath).join(', ')}`;
    return {
      servers: [{ kind: workshop.server.kind, facts: replayed.server }],
      steps,
      verdicts: [
        { question: 'files', findings: files, compared: `${folder.journal.length} migrations` },
        { question: 'schema ↔ migrations', findings: notSaidBefore(findings, files), compared },
      ],
      objects: replayed.objects.length,
      notCompared: [...notTried, ...notCompared(replayed)],
    };
  });
}
