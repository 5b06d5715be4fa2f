import { counted } from '../../../model/counted.ts';
import type { SettledRights } from './settle-rights.ts';

/** What of a database's rights was not compared, in words. */
export const rightsLeft = ({ environments }: SettledRights, granted: ReadonlySet<string>): string[] => {
  if (environments === 0) return [];
  const grants = counted(environments, 'grant');
  return [
    granted.size === 0
      ? `not compared: ${grants}, none by a migration`
      : `not compared: ${grants} to roles that no migration grants anything to, or by default privileges`,
  ];
};
