import { parseFileName } from '../../history/file-name.ts';
import { irreversibleReason } from '../../history/irreversible.ts';
import type { Finding } from '../../model/finding.ts';
import { adviceOnStrangers } from '../../sql/not-sql.ts';
import { refusalOf, transactionControlOf } from '../../sql/transaction.ts';
import { placedIn } from '../../sql/transaction-blocks.ts';
import { found } from '../rules/found.ts';
import { at, isListed, nameOf, type ParsedSubject, type SqlText, type Subject } from './subject.ts';

/** Can the migrator run every file? */
export const filesCanRun = (subject: ParsedSubject): Finding[] => [
  ...[...subject.conflicts].map(([path, line]) =>
    found(
      'migration-conflict',
      nameOf(subject, path),
      `${path}: contains unresolved merge conflict markers`,
      at(subject, path, line),
    ),
  ),
  ...[...subject.sql.values()]
    .filter(({ path }) => isListed(subject, path))
    .flatMap((file) => [...textFindings(subject, file), ...transactionFindings(subject, file)]),
];

function textFindings(subject: Subject, { path, text, parsed }: SqlText): Finding[] {
  const name = nameOf(subject, path);
  const { statements, error } = parsed;
  const isDown = parseFileName(path, subject.tags, subject.folder.layout)?.direction === 'down';
  const reason = isDown ? irreversibleReason(text) : undefined;
  if (reason !== undefined) return [irreversibleFinding(subject, path, reason)];
  if (error)
    return [
      found('migration-syntax', name, `${path}: ${error.message}`, {
        ...at(subject, path, error.line),
        advice: adviceOnStrangers(text),
      }),
    ];
  if (statements.length === 0)
    return [found('migration-empty', name, `${path}: contains no statement`, at(subject, path))];
  const crlf = text.indexOf('\r\n');
  // The hash is of the up file alone.
  if (crlf < 0 || isDown) return [];
  return [found('migration-line-ends', name, `${path}: has CRLF line endings`, at(subject, path))];
}

const irreversibleFinding = (subject: Subject, path: string, reason: string): Finding =>
  reason === ''
    ? found(
        'migration-irreversible-unexplained',
        nameOf(subject, path),
        `${path}: says that the migration is irreversible, but not why`,
        at(subject, path, 1),
      )
    : found(
        'migration-irreversible',
        nameOf(subject, path),
        `${nameOf(subject, path)}: irreversible: ${reason}`,
        at(subject, path, 1),
      );

function transactionFindings(subject: Subject, { path, parsed }: SqlText): Finding[] {
  const name = nameOf(subject, path);
  const control = parsed.statements.find(transactionControlOf);
  return [
    ...placedIn(parsed).placed.flatMap(({ statement, isInBlock }) => {
      const what = refusalOf(statement);
      if (!what || !isInBlock) return [];
      const message = `${path}: ${what} cannot run inside a transaction block`;
      return [found('migration-needs-no-transaction', name, message, at(subject, path, statement.line))];
    }),
    ...(control
      ? [
          found(
            'migration-transaction-control',
            name,
            `${path}: ${transactionControlOf(control)} in a migration, which already runs in a transaction`,
            at(subject, path, control.line),
          ),
        ]
      : []),
  ];
}
