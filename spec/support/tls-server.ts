import { type ChildProcess, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverAccount } from '../../src/harness/postgres/embedded/account.ts';
import {
  type Cluster,
  initCluster,
  startCluster,
  stopCluster,
} from '../../src/harness/postgres/embedded/cluster.ts';
import { fastFolder, makeHome, removeHome } from '../../src/harness/postgres/embedded/home.ts';
import { prepareNative } from '../../src/harness/postgres/embedded/installation.ts';

/** A server that takes `localhost` by TLS only, `127.0.0.1` without TLS only, and a socket. */
export interface TlsServer {
  readonly port: number;
  readonly password: string;
  /** The folder of its socket. */
  readonly socket: string;
  /** The certificate that the server's own is signed by, which names `localhost`. */
  readonly root: string;
  /** What proves that somebody is the role `bearer`; the second key has the server's password. */
  readonly bearer: { readonly cert: string; readonly key: string; readonly lockedKey: string };
  stop(): Promise<void>;
}

/** IPv6's loopback is left out: a name that leads to both would be two servers. */
const access = `local all all scram-sha-256
hostssl all bearer 127.0.0.1/32 cert
hostssl all tls 127.0.0.1/32 scram-sha-256
hostnossl all plain 127.0.0.1/32 scram-sha-256
host all postgres 127.0.0.1/32 scram-sha-256
`;

export async function startTlsServer(): Promise<TlsServer> {
  const account = await serverAccount();
  const processes: ChildProcess[] = [];
  const homes: string[] = [];
  const newHome = async (folder: string): Promise<string> => {
    const home = await makeHome(account, folder);
    homes.push(home);
    return home;
  };
  const native = await prepareNative(account, () => newHome(tmpdir()));
  const home = await newHome(await fastFolder());
  const password = randomBytes(16).toString('hex');
  const certificates = makeCertificates(home, password);
  const settings = {
    ssl: 'on',
    ssl_cert_file: certificates.cert,
    ssl_key_file: certificates.key,
    ssl_ca_file: certificates.root,
    unix_socket_directories: home,
    password_encryption: 'scram-sha-256',
  };
  const cluster: Cluster = { native, home, account, processes, settings };
  await initCluster(cluster, password);
  await writeFile(join(home, 'data/pg_hba.conf'), access);
  for (const file of [certificates.cert, certificates.key, certificates.root])
    if (account) await chown(file, account.uid, account.gid);
  const port = await startCluster(cluster);
  const stop = async (): Promise<void> => {
    await stopCluster({ processes });
    await Promise.all(homes.map(removeHome));
  };
  const { root, bearer } = certificates;
  return { port, password, socket: home, root, bearer, stop };
}

/** A root of our own, and a certificate for `localhost` signed by it. */
function makeCertificates(folder: string, password: string) {
  const file = (name: string): string => join(folder, name);
  const openssl = (...args: string[]): unknown => execFileSync('openssl', args, { stdio: 'pipe' });
  const [root, cert, key] = [file('root.crt'), file('server.crt'), file('server.key')];
  const fresh = ['-newkey', 'rsa:2048', '-nodes', '-days', '2'];
  openssl('req', '-x509', ...fresh, '-subj', '/CN=root', '-keyout', file('root.key'), '-out', root);
  openssl('req', ...fresh.slice(0, 3), '-subj', '/CN=localhost', '-keyout', key, '-out', file('server.csr'));
  execFileSync(
    'bash',
    [
      '-c',
      `openssl x509 -req -in "$0" -days 2 -CA "$1" -CAkey "$2" -CAcreateserial -extfile <(echo subjectAltName=DNS:localhost) -out "$3"`,
      file('server.csr'),
      root,
      file('root.key'),
      cert,
    ],
    { stdio: 'pipe' },
  );
  const bearer = { cert: file('bearer.crt'), key: file('bearer.key'), lockedKey: file('locked.key') };
  openssl(
    'req',
    ...fresh.slice(0, 3),
    '-subj',
    '/CN=bearer',
    '-keyout',
    bearer.key,
    '-out',
    file('bearer.csr'),
  );
  const signing = ['-CA', root, '-CAkey', file('root.key'), '-CAcreateserial', '-days', '2'];
  openssl('x509', '-req', '-in', file('bearer.csr'), ...signing, '-out', bearer.cert);
  openssl('rsa', '-in', bearer.key, '-aes256', '-passout', `pass:${password}`, '-out', bearer.lockedKey);
  return { root, cert, key, bearer };
}
