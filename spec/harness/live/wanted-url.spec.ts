import { describe, expect, it } from 'vitest';
import { runCli } from '../../support/cli.ts';
import { configOf, historyOf, useStrangers } from '../../support/projects.ts';

const write = useStrangers();

describe('a config that wants the URL', () => {
  const wanting = (body: string) => ({
    ...configOf("export const t = d.pgTable('t', { a: d.integer() });"),
    ...historyOf(['CREATE TABLE t (a int);', 'DROP TABLE t;']),
    'drizzle.config.ts': body,
  });
  const config =
    "export default { dialect: 'postgresql', schema: './schema.ts', dbCredentials: { url: process.env.SHOP_DATABASE_URL } };";
  const zod = `class ZodError extends Error { issues = [{ path: ['SHOP_DATABASE_URL'], message: 'Required' }, { path: ['SHOP_MODE'], message: 'Invalid enum value' }];
    get message() { return JSON.stringify(this.issues, null, 2); } }`;
  const bodies: Record<string, [body: string, line: RegExp]> = {
    'by the name that is told anyway': [
      config.replace('SHOP_', ''),
      /no database URL is given; set DRIFTPROOF_URL \(or DATABASE_URL\), or use --url\n$/,
    ],
    'and throws': [
      `if (!process.env.SHOP_DATABASE_URL) throw new Error('SHOP_DATABASE_URL is required'); ${config}`,
      /no database URL is given: drizzle\.config\.ts: cannot be loaded: SHOP_DATABASE_URL is required; set DRIFTPROOF_URL \(or DATABASE_URL\) or SHOP_DATABASE_URL, or use --url\n$/,
    ],
    'and ends the process': [
      `if (!process.env.SHOP_DATABASE_URL) { console.log('no SHOP_DATABASE_URL'); process.exit(1); } ${config}`,
      /cannot be loaded: it exits the process: no SHOP_DATABASE_URL; set .* or SHOP_DATABASE_URL/,
    ],
    'and validates it': [
      `${zod} const { SHOP_DATABASE_URL } = process.env; if (!SHOP_DATABASE_URL) throw new ZodError(); ${config}`,
      /cannot be loaded: SHOP_DATABASE_URL: Required; SHOP_MODE: Invalid enum value; set .* or SHOP_DATABASE_URL/,
    ],
    'and hands on what is absent': [
      config,
      /no database URL is given; set .* or SHOP_DATABASE_URL, which drizzle\.config\.ts reads, or use --url/,
    ],
  };

  it.each(Object.entries(bodies))(
    '%s: history and verify need none, status says what is absent',
    async (_, [body, line]) => {
      const cwd = await write(wanting(body));
      expect(await runCli(['history', '--quiet'], { cwd })).toMatchObject({
        stderr: '',
        stdout: expect.stringContaining('files: 1 migration'),
      });
      const ran = await runCli(['status'], { cwd });
      expect(ran.stderr).toMatch(line);
      expect(ran).toMatchObject({ code: 1, stdout: '' });
    },
  );

  it('and throws for another reason too: the whole of it is shown', async () => {
    const cwd = await write(wanting(`${zod} throw new ZodError();`));
    const ran = await runCli(['history'], { cwd });
    expect(ran.stderr).toBe(
      'driftproof: drizzle.config.ts: cannot be loaded: SHOP_DATABASE_URL: Required; SHOP_MODE: Invalid enum value\n',
    );
  });
});
