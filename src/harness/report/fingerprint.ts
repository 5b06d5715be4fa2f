import { createHash } from 'node:crypto';
import type { Finding } from '../model/finding.ts';
import { keyOf } from '../model/identity.ts';

/**
 * Findings with a name by which each is known again in a later run: what is wrong with which object, not how it is said, nor
 * where in a file. Findings that are alike are numbered.
 */
export function fingerprinted(findings: readonly Finding[]): [fingerprint: string, finding: Finding][] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const about = aboutOf(finding);
    const times = seen.get(about) ?? 0;
    seen.set(about, times + 1);
    return [createHash('sha256').update(`${about} ${times}`).digest('hex'), finding];
  });
}

const aboutOf = ({ rule, object, attribute, step }: Finding): string =>
  JSON.stringify([rule, keyOf(object), attribute ?? null, step?.migration ?? null, step?.check ?? null]);
