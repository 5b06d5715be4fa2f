import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import { Problem } from '../model/problem.ts';
import { systemProblem } from '../model/system-problem.ts';
import type { Parameters } from './parameters.ts';

/** How a connection is protected: not at all, or so. */
export type Tls = false | ConnectionOptions;

/** Every word for `sslmode`: libpq's (its manual, "SSL Support"), and node-postgres's own at the end. */
const modes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];

/**
 * The ways to try, the first first. A connection to a socket is never protected. Throws a Problem for a word that there
 * is not, and for a file that cannot be read.
 */
export function waysOf(parameters: Parameters): readonly Tls[] {
  const {
    host = '',
    sslrootcert,
    sslmode = sslrootcert === 'system' ? 'verify-full' : 'disable',
  } = parameters;
  if (!modes.includes(sslmode))
    throw new Problem(`sslmode=${sslmode} in the database URL is not valid`, {
      advice: `use ${modes.join(', ')}`,
    });
  if (sslmode === 'verify-ca' && !sslrootcert)
    throw new Problem('sslmode=verify-ca in the database URL needs a certificate to verify with', {
      advice: 'name its file by sslrootcert, or use verify-full',
    });
  if (sslrootcert === 'system' && sslmode !== 'verify-full')
    throw new Problem(`sslmode "${sslmode}" does not verify enough for sslrootcert=system`, {
      advice: 'use verify-full',
    });
  if (parameters.sslcert && !parameters.sslkey)
    throw new Problem('sslcert in the database URL needs the key of that certificate', {
      advice: 'name its file by sslkey',
    });
  if (host.startsWith('/') || sslmode === 'disable') return [false];
  const tls = { ...filesOf(parameters), ...checksOf(sslmode, sslrootcert) };
  if (sslmode === 'prefer') return [tls, false];
  return sslmode === 'allow' ? [false, tls] : [tls];
}

/** What is checked of the server's certificate; `require` with a root of one's own is as `verify-ca`. */
function checksOf(mode: string, root: string | undefined): ConnectionOptions {
  if (mode === 'verify-full') return {};
  if (mode === 'verify-ca' || (mode === 'require' && root)) return { checkServerIdentity: () => undefined };
  return { rejectUnauthorized: false };
}

function filesOf({ sslcert, sslkey, sslpassword, sslrootcert }: Parameters): ConnectionOptions {
  return {
    ...(sslcert ? { cert: read(sslcert) } : {}),
    ...(sslkey ? { key: read(sslkey), ...(sslpassword ? { passphrase: sslpassword } : {}) } : {}),
    ...(sslrootcert && sslrootcert !== 'system' ? { ca: read(sslrootcert) } : {}),
  };
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw systemProblem(error) ?? error;
  }
}
