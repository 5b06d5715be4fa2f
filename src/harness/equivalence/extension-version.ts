import { byDefault } from '../catalog/extensions.ts';
import type { Changed } from './questions.ts';

/**
 * Whether an extension is of another version only because the servers bring different ones: both have what CREATE
 * EXTENSION takes there, or it is the same version and only one of the servers takes it.
 */
export function sameExtension({ object, attribute, expected, actual }: Changed): boolean {
  if (object.id.kind !== 'extension' || attribute !== 'version') return false;
  const versions = [String(expected), String(actual)];
  if (versions.every((version) => version.endsWith(byDefault))) return true;
  const [wanted, found] = versions.map((version) => version.replace(byDefault, ''));
  return wanted === found;
}
