import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Git, gitIn } from '../../history/git.ts';
import type { Context } from '../context.ts';
import { pathFrom } from './folders.ts';
import { kept, leftOut, type Planned, right } from './planned.ts';
import type { Surroundings } from './surroundings.ts';

const name = '.gitattributes';

/**
 * What keeps the text of migrations, of which the ledger holds a hash, the same wherever it is checked out
 * (gitattributes(5)): a line for all of them, and one for each that is in the repository with the line ends of Windows.
 */
export async function attributes(context: Context, surroundings: Surroundings): Promise<Planned> {
  const { top, isRepository, show } = surroundings;
  const place = join(top, name);
  const out = pathFrom(top, context.project.out);
  if (!isRepository) return leftOut(show(place), 'there is no git repository');
  if (out === undefined || out.startsWith('..'))
    return leftOut(show(place), 'the migrations lie outside of the git repository');
  const git = gitIn(top, context.environment.env);
  const set = await setFor(`${out}/0000_name.sql`, git);
  if (set === undefined) return leftOut(show(place), 'git does not answer');
  if (set.eol === 'lf' || set.text === 'unset')
    return right(show(place), 'it fixes the line ends of migrations');
  if (set.eol !== 'unspecified') return kept(show(place), `it sets eol=${set.eol} for migrations`);
  const lines = [
    `${patternOf(out)}/**/*.sql text eol=lf`,
    ...(await windowsFiles(out, git)).map((file) => `${patternOf(file)} -text`),
  ];
  const quotedLines = lines.map(quoted).map((line) => `${line}\n`);
  return {
    place,
    path: show(place),
    text: `# The ledger holds a hash of each migration's text.\n${quotedLines.join('')}`,
    state: existsSync(place) ? 'added to' : 'planned',
    why: null,
  };
}

/** What git takes the attributes of a path to be; undefined where there is no git. */
async function setFor(path: string, git: Git): Promise<{ text: string; eol: string } | undefined> {
  const told = await git('check-attr', '-z', 'text', 'eol', '--', path).catch(() => undefined);
  const [, , text = '', , , eol = ''] = told?.split('\0') ?? [];
  return told === undefined ? undefined : { text, eol };
}

/** The files that were committed with carriage returns, which git would take out of them. */
async function windowsFiles(out: string, git: Git): Promise<string[]> {
  const told = await git('ls-files', '--eol', '-z', '--', `:(literal)${out}`).catch(() => '');
  return told.split('\0').flatMap((line) => {
    const [facts = '', file = ''] = line.split('\t');
    return /^i\/(crlf|mixed)/.test(facts) && file.endsWith('.sql') ? [file] : [];
  });
}

/** A path as a pattern that stands for it alone. */
const patternOf = (path: string): string => path.replace(/[\\*?[\]!#]/g, '\\$&');

/** A pattern with spaces or the like stands in quotes, as a string of C. */
function quoted(line: string): string {
  const [, pattern = '', rest = ''] = /^(.*)( text eol=lf| -text)$/s.exec(line) ?? [];
  return /^[\x21\x23-\x7e]+$/.test(pattern) ? line : `${JSON.stringify(pattern)}${rest}`;
}
