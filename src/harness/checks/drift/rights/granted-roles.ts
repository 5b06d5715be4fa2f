import type { Timeline } from '../../../history/timeline.ts';
import { grantedTo } from './settle-rights.ts';

/** The roles to which a history grants something, or from which it takes it: what they may do is the migrations' to say. */
export const grantedIn = ({ changes }: Pick<Timeline, 'changes'>): ReadonlySet<string> =>
  new Set(changes.flatMap(({ now, gone }) => [...grantedTo(now), ...gone.flatMap(roleInKey)]));

/** The role in the key of a grant, which is its last part. */
function roleInKey(key: string): string[] {
  const parts = JSON.parse(key) as readonly string[];
  return /^(grant|revoke) on /.test(parts[2] ?? '') ? parts.slice(-1) : [];
}
