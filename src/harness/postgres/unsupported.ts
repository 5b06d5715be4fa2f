import { Problem } from '../model/problem.ts';

/** Parameters of libpq that ask for what is not done here, each with the values that ask for nothing. */
const unsupported: Readonly<Record<string, readonly string[]>> = {
  target_session_attrs: ['any'],
  gssencmode: ['disable', 'prefer'],
  sslnegotiation: ['postgres'],
  require_auth: [],
  requirepeer: [],
  sslcrl: [],
  sslcrldir: [],
};

/** Throws a Problem for several hosts, and for a parameter that would have the server or the connection checked. */
export function refuseUnsupported(parameters: Readonly<Record<string, string>>): void {
  if (/,/.test(`${parameters.host ?? ''}${parameters.port ?? ''}`)) throw severalHosts();
  for (const [name, harmless] of Object.entries(unsupported)) {
    const value = parameters[name];
    if (value !== undefined && !harmless.includes(value))
      throw new Problem(`the database URL has ${name}=${value}, which is not supported`, {
        advice: `name a server for which it need not be said, and leave ${name} out`,
      });
  }
}

/** Which of several servers answers would decide what is compared. */
export const severalHosts = (): Problem =>
  new Problem('the database URL names several hosts', {
    advice: 'name the one that is to be compared, such as the primary',
  });
