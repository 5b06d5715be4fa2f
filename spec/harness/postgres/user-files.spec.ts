import { expect, it } from 'vitest';
import { userFile } from '../../../src/harness/postgres/user-files.ts';

const env = { HOME: '/home/ann', APPDATA: '/roaming' };

it.each([
  ['passwords', 'linux', '/home/ann/.pgpass'],
  ['passwords', 'darwin', '/home/ann/.pgpass'],
  ['passwords', 'win32', '/roaming/postgresql/pgpass.conf'],
  ['services', 'linux', '/home/ann/.pg_service.conf'],
  ['services', 'win32', '/roaming/postgresql/.pg_service.conf'],
] as const)('the file of %s lies on %s where libpq looks for it', (file, platform, path) => {
  expect(userFile(file, env, platform).replaceAll('\\', '/')).toBe(path);
});

it('without a variable, it is never a file of the working directory', () => {
  for (const platform of ['linux', 'win32'] as const)
    expect(userFile('passwords', {}, platform)).toMatch(/^([\\/]|[A-Z]:)/);
});
