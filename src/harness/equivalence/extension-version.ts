import type { ExtensionVersion } from '../catalog/extensions.ts';
import type { Changed } from './questions.ts';

/**
 * Whether an extension is of another version only because the servers bring different ones: both have what CREATE
 * EXTENSION takes there, or it is the same version and only one of the servers takes it.
 */
export function sameExtension({ object, attribute, expected, actual }: Changed): boolean {
  if (object.id.kind !== 'extension' || attribute !== 'version') return false;
  const [wanted, found] = [expected as ExtensionVersion, actual as ExtensionVersion];
  return (wanted.isDefault && found.isDefault) || wanted.number === found.number;
}
