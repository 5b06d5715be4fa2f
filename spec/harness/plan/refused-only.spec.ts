import pg from 'pg';
import { expect, it } from 'vitest';
import { reasonOf } from '../../../src/harness/plan/script.ts';

it('only what the server answers is a reason against a statement: a lost session is none', () => {
  const answer = Object.assign(new pg.DatabaseError('no such table', 1, 'error'), { code: '42P01' });
  const shutdown = Object.assign(new pg.DatabaseError('shut down', 1, 'error'), { code: '57P01' });
  expect(reasonOf(answer)).toBe('no such table');
  expect(() => reasonOf(shutdown)).toThrow('shut down');
  expect(() => reasonOf(new Error('Connection terminated'))).toThrow('Connection terminated');
  expect(() => reasonOf(new TypeError('x is not a function'))).toThrow('x is not a function');
});
