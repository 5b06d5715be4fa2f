import { expect, it } from 'vitest';
import type { Context } from '../../../src/harness/commands/context.ts';
import { useGrounds } from '../../../src/harness/commands/fleet/grounds.ts';

const context = (platform?: string): Context =>
  ({ settings: { platform }, options: {}, scope: { schemas: [], tables: [] } }) as unknown as Context;

it('what databases are compared with is made once for each platform, and each schema of tenants', () => {
  const { of } = useGrounds();
  const [plain, neon] = [of(context()), of(context('neon'))];
  const tenants = [
    of(context(), { like: 'a*', schema: 'public' }),
    of(context(), { like: 'b*', schema: 'app' }),
  ];
  expect(new Set([plain, neon, ...tenants]).size).toBe(4);
  expect([of(context()), of(context('neon'))]).toEqual([plain, neon]);
  expect(of(context())).toBe(plain);
  expect(of(context(), { like: 'c*', schema: 'app' })).toBe(tenants[1]);
});
