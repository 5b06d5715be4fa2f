import { inject } from 'vitest';
import { useSocket } from '../../src/harness/postgres/own-sockets.ts';

/** In each spec file, the suite's own server is reached as in the process that has started it. */
const folder = inject('serverSocket');
if (folder !== '') useSocket(new URL(inject('serverUrl')), folder);
