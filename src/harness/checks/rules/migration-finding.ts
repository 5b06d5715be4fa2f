import { displayPath } from '../../history/files.ts';
import type { Culprit, Finding, Severity } from '../../model/finding.ts';

/** A finding about a migration or the migrations folder; `file` is an absolute path. */
export const migrationFinding = (
  rule: string,
  severity: Severity,
  tag: string,
  message: string,
  {
    advice,
    file,
    line,
    culprit = 'history',
  }: { advice: string; file?: string; line?: number; culprit?: Culprit },
): Finding => ({
  rule,
  severity,
  object: { kind: 'migration', name: tag },
  culprit,
  ...(file === undefined
    ? {}
    : { source: { file: displayPath(file), ...(line === undefined ? {} : { line }) } }),
  message,
  advice,
});
