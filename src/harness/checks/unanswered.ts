import type { Migration } from '../history/migrations.ts';
import type { Culprit, Finding, Step } from '../model/finding.ts';
import type { Identity } from '../model/identity.ts';
import type { Question } from '../model/report.ts';
import { problemOf } from '../postgres/problem-of.ts';
import { StepFailure } from '../runner/failure.ts';
import type { Stopped } from '../runner/replay.ts';
import { ReachesBeyond } from '../runner/within-database.ts';
import { found } from './rules/found.ts';

/** Why a question, or a part of it, has no answer, from what was thrown. */
export const couldNotTell = (question: Question, error: unknown, culprit: Culprit): Finding =>
  because(error, { kind: 'setting', name: question }, culprit);

/** Why a migration is not applied, so that what follows it is not reached. */
export const whyNotApplied = ({ migration: { tag }, error }: Stopped): Finding => ({
  ...because(
    error,
    migrationNamed(tag),
    'migration',
    error instanceof StepFailure ? 'migration-fails' : 'could-not-tell',
  ),
  step: { migration: tag, check: 'up' },
});

/** The finding about a failing migration that the database has not applied. */
export const pendingFails = (stopped: Stopped): Finding => {
  const finding = whyNotApplied(stopped);
  const { tag } = stopped.migration;
  return { ...finding, severity: 'info', message: `${tag} is pending, and fails: ${finding.message}` };
};

/** Why a migration cannot be read, so that neither it nor what follows it is applied. */
export const whyNotRead = (tag: string, error: unknown): Finding => ({
  ...because(error, migrationNamed(tag), 'history'),
  step: { migration: tag, check: 'up' },
});

/** Why a check of a migration did not finish. */
export const whyNotChecked = ({ tag }: Migration, check: Step['check'], error: unknown): Finding => ({
  ...because(error, migrationNamed(tag), 'migration'),
  step: { migration: tag, check },
});

const migrationNamed = (tag: string): Identity => ({ kind: 'migration', name: tag });

function because(
  error: unknown,
  object: Identity,
  culprit: Culprit,
  rule: 'could-not-tell' | 'migration-fails' = 'could-not-tell',
): Finding {
  const { said, advice } = problemOf(error);
  const step = error instanceof StepFailure ? error : undefined;
  const reaches = step?.cause instanceof ReachesBeyond || error instanceof ReachesBeyond;
  const id = reaches ? 'migration-reaches-beyond' : rule;
  return { ...found(id, object, step?.reason ?? said, { advice, ...placeOf(step) }), culprit };
}

const placeOf = (step: StepFailure | undefined) => (step ? { file: step.file, line: step.line } : {});
