import type { Checkup } from '../../model/checkup.ts';

const oldest = [20, 19] as const;

/** Whether this Node can run the harness (`engines` of its package.json). */
export function nodeVersion(version: string): Checkup {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOld = major < oldest[0] || (major === oldest[0] && minor < oldest[1]);
  if (!isOld) return { about: 'Node', state: 'ok', says: version };
  return { about: 'Node', state: 'missing', says: version, advice: `use ${oldest.join('.')} or newer` };
}
