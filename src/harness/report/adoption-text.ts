import type { AdoptionReport } from '../model/adoption-report.ts';
import { isPrintable, visible, withoutCommands } from './visible.ts';

/** What is to be done to adopt, for people. Texts of others cannot break out of their place in it. */
export function adoptionText(
  { target, tag, files, written, ledger, schema, remarks }: AdoptionReport,
  notCompared: readonly string[],
): string {
  const nothing = `${remarks.length === 0 ? 'nothing to adopt' : 'nothing can be adopted'} from ${target}`;
  const blocks = [
    [`driftproof adopt: ${tag === null ? nothing : `${tag} makes the migrations agree with ${target}`}`],
    remarks.map(visible),
    ...(written
      ? [files.map(({ path }) => `written: ${path}`)]
      : files
          // People read neither the snapshot nor the journal.
          .map(({ path, text, isNew }) => [
            `${isNew ? 'new' : 'changed'}: ${path}`,
            ...(path.endsWith('.sql') ? shown(text) : []),
          ])),
    tag === null || written ? [] : ['nothing is written: --write does'],
    ledger === null
      ? []
      : [`the database has it already: run there, after the review`, ...shown(`${ledger};`)],
    notCompared.map(visible),
    schema === '' ? [] : ['the schema has to declare (as drizzle-kit introspects it)', ...shown(schema)],
  ];
  return withoutCommands(
    blocks
      .filter((lines) => lines.length > 0)
      .map((lines) => `${lines.join('\n')}\n`)
      .join('\n'),
  );
}

const shown = (text: string): string[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => `  ${isPrintable(line) ? line : visible(line)}`);
