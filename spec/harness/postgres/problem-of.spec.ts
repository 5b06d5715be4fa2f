import pg from 'pg';
import { expect, it } from 'vitest';
import { makeHome } from '../../../src/harness/postgres/embedded/home.ts';
import { problemOf } from '../../../src/harness/postgres/problem-of.ts';

const system = (code: string, path?: string): Error => Object.assign(new Error(code), { code, path });
const server = (code: string, message: string): Error =>
  Object.assign(new pg.DatabaseError(message, message.length, 'error'), { code });

it.each([
  [system('ENOSPC', '/tmp/x'), '/tmp/x: there is no room left on the device; make room'],
  [system('EROFS', '/tmp'), '/tmp: lies on a file system that may only be read; use another folder'],
  [system('EACCES', '/tmp'), '/tmp: may not be read or written by this user; check its owner and mode'],
  [system('EMFILE'), 'this process may open no more files; raise the limit (ulimit -n)'],
  [server('57014', 'canceling statement due to statement timeout'), /statement timeout; .*--timeout/],
  [
    server('42501', 'permission denied for table x'),
    /permission denied for table x; grant the role that right/,
  ],
  [new TypeError('x is not a function\nat y'), /^unexpected: x is not a function; .*report it$/],
  ['a text', /^unexpected: a text; /],
])('%s is one line', (error, line) => {
  const { message } = problemOf(error);
  if (typeof line === 'string') expect(message).toBe(line);
  else expect(message).toMatch(line);
});

it('a folder for temporary files that is not there is named', async () => {
  const error = await makeHome(undefined, '/nowhere').catch((cause) => cause);
  expect(problemOf(error).message).toMatch(
    /^\/nowhere\/driftproof-.*: no such file or folder; check the path$/,
  );
});
