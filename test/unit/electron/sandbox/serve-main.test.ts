import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { sandboxProviders } from '../../../../electron/sandbox/sandbox-providers.ts';

const mainPath = join(import.meta.dirname, '../../../../electron/sandbox/serve-main.ts');
const running = new Set<ChildProcess>();

afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});

interface Run {
  readonly child: ChildProcess;
  /** Resolves with everything printed so far once a first line is complete. */
  readonly firstOutput: Promise<string>;
  readonly ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
}

function start(...parameters: readonly string[]): Run {
  const child = spawn(process.execPath, [mainPath, ...parameters], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let printed = '';
  const firstOutput = new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes('\n')) resolve(printed);
    });
  });
  const ended = Promise.all([once(child, 'close'), text(child.stderr)]).then(([closed, stderr]) => {
    running.delete(child);
    return { code: closed[0] as number | null, stdout: printed, stderr };
  });
  return { child, firstOutput, ended };
}

describe('npm run sandbox', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'prints exactly one line of JSON, answers, and ends with 0 on %s',
    async (signal) => {
      const run = start('--json', '--seed', '7', '--keys', '12');
      const line = await run.firstOutput;
      const accounts = JSON.parse(line) as Record<string, Record<string, string>>;
      expect(Object.keys(accounts)).toEqual(sandboxProviders.map(({ id }) => id));
      expect(
        Object.fromEntries(
          Object.entries(accounts).map(([id, { ...of }]) => [id, Object.keys(of)]),
        ),
      ).toMatchObject({
        'pubnub-v2': ['baseUrl', 'dataPlaneUrl', 'apiKey', 'readOnlyApiKey'],
        ably: ['baseUrl', 'dataPlaneUrl', 'accessToken', 'readOnlyAccessToken'],
        abetterchoice: ['dataPlaneUrl', 'consoleUrl', 'projectId', 'keyName', 'token'],
        activitysmith: ['mcpUrl', 'dataPlaneUrl'],
      });
      expect(accounts['pubnub-v2']?.['baseUrl']).toMatch(/\/v2$/);
      expect(accounts['ably']?.['baseUrl']).toMatch(/\/v1$/);
      const account = accounts['pubnub-v1'] ?? {};
      expect(Object.keys(account)).toEqual(['baseUrl', 'dataPlaneUrl', 'email', 'password']);

      const state = await fetch(`${account['dataPlaneUrl'] ?? ''}/__sandbox/state`);
      expect(((await state.json()) as { keysets: unknown[] }).keysets).toHaveLength(12);

      run.child.kill(signal);
      const { code, stdout, stderr } = await run.ended;
      expect(code).toBe(0);
      expect(stdout).toBe(line);
      expect(stdout.split('\n')).toHaveLength(2);
      expect(stderr === '' || stderr.includes('has no ::1')).toBe(true);
    },
  );

  it.each([
    [[], /^sec-c-\w{5}$/],
    [['--list-secrets'], /^sec-c-\w{5}RKCANARY/],
  ])('tells a secret when it is made, and in lists only when asked to: %j', async (more, shape) => {
    const run = start('--json', ...more);
    const accounts = JSON.parse(await run.firstOutput) as Record<string, Record<string, string>>;
    const { baseUrl = '', apiKey = '' } = accounts['pubnub-v2'] ?? {};
    const ask = async (path: string): Promise<unknown> => {
      const headers = { authorization: apiKey, 'pubnub-version': '2026-03-23' };
      const type = { 'content-type': 'application/json' };
      return (await fetch(`${baseUrl}${path}`, { headers: { ...headers, ...type } })).json();
    };
    const { keysets } = (await ask('/keysets')) as { keysets: { id: string }[] };
    const listed = (await ask(`/keysets/${keysets[0]!.id}/secret-keys`)) as {
      secretKeys: { secretKey: string }[];
    };
    expect(listed.secretKeys[0]!.secretKey).toMatch(shape);
    run.child.kill('SIGTERM');
    expect((await run.ended).code).toBe(0);
  });

  it('prints readable text without --json', async () => {
    const run = start();
    const printed = await run.firstOutput;
    expect(printed).toMatch(/^The sandbox is ready/);
    run.child.kill('SIGTERM');
    const { code, stdout } = await run.ended;
    expect(code).toBe(0);
    expect(stdout).toMatch(/baseUrl +http:\/\/localhost:\d+\/api/);
  });

  it.each([
    [['--sed', '1']],
    [['--seed']],
    [['--seed', 'one']],
    [['--keys', '-1']],
    [['--keys', '1000000']],
    [['--latency', '1e3']],
    [['--plan', 'gold']],
    [['leftover']],
  ])('says how it is used and ends with 2 on %j', async (parameters) => {
    const { code, stdout, stderr } = await start('--json', ...parameters).ended;
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('Usage: npm run');
  });

  it('says in one sentence why it cannot start and ends with 1', async () => {
    const { code, stdout, stderr } = await start('--json', '--state', mainPath).ended;
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^sandbox: .* is not a state file of the sandbox\n$/);
  });
});
