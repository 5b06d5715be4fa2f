import type pc from 'picocolors';
import type { Finding, Severity, Source } from '../model/finding.ts';

export type Colors = ReturnType<typeof pc.createColors>;

/** Why a part has no answer, on one line: where, what, and what to do. */
export const printUnanswered = ({ source, message, advice }: Finding): string =>
  `${source ? `${placeOf(source)}: ` : ''}${message}; ${advice}`;

/** `file:line`, as editors and terminals open it. */
export const placeOf = ({ file, line }: Source): string => `${file}${line === undefined ? '' : `:${line}`}`;

/** A finding by itself for people: what is wrong, where, and what to do. */
export function findingLines(
  { rule, severity, message, culprit, source, advice }: Finding,
  colors: Colors,
): string[] {
  const place = source ? `, see ${placeOf(source)}` : '';
  return [
    `  ${paint(severity, colors)(severity)} ${message}`,
    `    ${colors.dim(`${rule}, culprit: ${culprit}${place}`)}`,
    `    ${colors.dim(`→ ${advice}`)}`,
  ];
}

export const paint = (severity: Severity, colors: Colors): ((text: string) => string) =>
  ({ breaking: colors.red, warning: colors.yellow, info: colors.cyan })[severity];
