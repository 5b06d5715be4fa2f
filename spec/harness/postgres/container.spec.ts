import { execFileSync } from 'node:child_process';
import { describe, expect, inject, it } from 'vitest';
import { endBy, runCli, startCli, whileRunning } from '../../support/cli.ts';

const noEngine = { env: { DOCKER_HOST: 'tcp://127.0.0.1:9', TESTCONTAINERS_HOST_OVERRIDE: '' } };

describe('where no container engine answers', () => {
  it('container is one clear line', async () => {
    const { code, stdout, stderr } = await runCli(['verify', '--server', 'container'], noEngine);
    expect(stderr).toMatch(
      /^driftproof: no container of postgres:18-alpine could be started: .*use --server embedded\n$/,
    );
    expect(stdout).toMatch(/^✓ files: 9 migrations\n\? schema ↔ migrations: /m);
    expect(code).toBe(1);
  });

  it('auto is the embedded server, and says why', async () => {
    const { code, stderr } = await runCli(['verify'], noEngine);
    expect(stderr).toMatch(/scratch databases on the embedded server \(no container engine answers: /);
    expect(code).toBe(0);
  });
});

/** These need an engine: they are part of the suite when it runs on containers. */
if (inject('serverKind') === 'container') {
  const containersOf = (pid: number): string =>
    execFileSync(
      'docker',
      ['ps', '-a', '--filter', 'label=driftproof.run', '--format', '{{.Label "driftproof.run"}}'],
      {
        encoding: 'utf8',
      },
    )
      .split('\n')
      .filter((label) => label.endsWith(`:${pid}`))
      .join();

  describe('where an engine answers', () => {
    it('a signal leaves no container', async () => {
      const child = startCli(['verify', '--server', 'container']);
      await whileRunning(child, () => containersOf(child.pid ?? 0) !== '');
      expect(await endBy(child, 'SIGINT')).toBe(130);
      expect(containersOf(child.pid ?? 0)).toBe('');
    });

    it('the container of a killed run is removed by the next', async () => {
      const child = startCli(['verify', '--server', 'container']);
      await whileRunning(child, () => containersOf(child.pid ?? 0) !== '');
      await endBy(child, 'SIGKILL');
      expect(containersOf(child.pid ?? 0)).not.toBe('');
      expect((await runCli(['verify', '--server', 'container'])).code).toBe(0);
      expect(containersOf(child.pid ?? 0)).toBe('');
    });
  });
}
