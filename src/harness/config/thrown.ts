import { types } from 'node:util';
import { firstLine } from '../model/problem.ts';

/** What was thrown, in one line: the issues of a validator by their names, or else the first line that says something. */
export function describeThrown(cause: unknown): string {
  const issues = issuesOf(cause);
  if (issues.length > 0) return issues.map(describeIssue).join('; ');
  const text = String(types.isNativeError(cause) ? cause.message : cause).trim();
  const first = firstLine(text);
  // A heading, or the beginning of a list, says nothing without what follows.
  const isWhole = first !== '' && !/[[{:]$/.test(first);
  return (
    (isWhole ? first : text.replace(/\s+/g, ' ').slice(0, 500)) || 'it throws an error without a message'
  );
}

interface Issue {
  readonly message?: unknown;
  readonly path?: unknown;
}

/** zod's, valibot's and other validators' errors hold what is wrong as a list, by the path of each (Standard Schema). */
const issuesOf = (cause: unknown): readonly Issue[] => {
  const issues = typeof cause === 'object' && cause !== null && 'issues' in cause ? cause.issues : undefined;
  return Array.isArray(issues) ? issues : [];
};

function describeIssue({ message, path }: Issue): string {
  const parts = Array.isArray(path)
    ? path.map((part) => (typeof part === 'object' && part !== null ? part.key : part))
    : [];
  return [...(parts.length > 0 ? [parts.join('.')] : []), String(message)].join(': ');
}
