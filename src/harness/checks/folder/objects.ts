import { fileNameOf } from '../../history/file-name.ts';
import type { Finding } from '../../model/finding.ts';
import { found } from '../rules/found.ts';
import { changesOf, type Made, printMade } from './changes.ts';
import { at, isListed, type ParsedSubject, type SqlText, type Subject } from './subject.ts';

/** Where an object is created. */
interface Claim extends Made {
  readonly path: string;
  readonly line: number;
}

/** Is each object created only once, by the migrations and the unlisted files together? */
export function objectsAreCreatedOnce(subject: ParsedSubject): Finding[] {
  const { folder, sql } = subject;
  const listed = [...new Set(folder.journal.map(({ tag }) => fileNameOf(tag, 'up', folder.layout)))].flatMap(
    (path) => sql.get(path) ?? [],
  );
  const unlisted = [...sql.values()].filter(({ path }) => !isListed(subject, path));
  const beside = new Map(unlisted.flatMap(claimsIn).map((claim) => [printMade(claim), claim]));
  const findings = madeTwice(subject, listed);
  for (const claim of listed.flatMap(claimsIn)) {
    const other = beside.get(printMade(claim));
    if (other) findings.push(claimFinding(subject, claim, other, 'which no journal names'));
  }
  return findings;
}

/** Follows the history statement by statement. IF NOT EXISTS keeps what exists, and is no second creation. */
function madeTwice(subject: Subject, files: readonly SqlText[]): Finding[] {
  const alive = new Map<string, Claim>();
  const findings: Finding[] = [];
  for (const { path, parsed } of files)
    for (const statement of parsed.statements) {
      const { gone, made } = changesOf(statement);
      for (const claim of [...alive.values()]) if (gone(claim)) alive.delete(printMade(claim));
      for (const object of made) {
        const claim = { ...object, path, line: statement.line };
        const other = alive.get(printMade(object));
        if (other && object.tolerant) continue;
        if (other) findings.push(claimFinding(subject, claim, other, 'and nothing drops it in between'));
        else alive.set(printMade(object), claim);
      }
    }
  return findings;
}

const claimsIn = ({ path, parsed }: SqlText): Claim[] =>
  parsed.statements.flatMap((statement) =>
    changesOf(statement).made.map((object) => ({ ...object, path, line: statement.line })),
  );

function claimFinding(subject: Subject, claim: Claim, other: Claim, how: string): Finding {
  const { path, line } = claim;
  const name = subject.folder.journal.find(
    ({ tag }) => fileNameOf(tag, 'up', subject.folder.layout) === path,
  )?.tag;
  const message = `${path}: creates ${printMade(claim)}, as does ${other.path}:${other.line}, ${how}`;
  const severity = !isListed(subject, other.path) ? { severity: 'warning' as const } : {};
  return found('migration-object-twice', name ?? path, message, { ...at(subject, path, line), ...severity });
}
