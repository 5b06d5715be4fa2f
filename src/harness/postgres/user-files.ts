import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from './parameters.ts';

const names = {
  passwords: { windows: 'pgpass.conf', elsewhere: '.pgpass' },
  services: { windows: '.pg_service.conf', elsewhere: '.pg_service.conf' },
} as const;

/**
 * Where libpq looks for a file of the user (Postgres manual, "The Password File", "The Connection Service File"): in the home
 * folder, on Windows among the data of applications.
 */
export const userFile = (
  file: keyof typeof names,
  env: Environment,
  platform: NodeJS.Platform = process.platform,
): string =>
  platform === 'win32'
    ? join(env.APPDATA ?? homedir(), 'postgresql', names[file].windows)
    : join(env.HOME ?? homedir(), names[file].elsewhere);
