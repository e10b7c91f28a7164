import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { CommandName, Input, Output } from '../shared/ipc/contract.ts';
import { contract } from '../shared/ipc/contract.ts';
import { HostProcess } from '../test/e2e/host/host-process.ts';
import type { ServedSandbox } from './served-sandbox.ts';

const POLL_MS = 100;

/** The built browser host with the sandbox's keys in its profile, reached as its page reaches it. */
export class RunningPage {
  readonly origin: string;
  readonly cookie: { readonly name: string; readonly value: string };
  /** From starting the process to "ready", with the keys already in the profile if it keeps any. */
  readonly startMs: number;
  private readonly host: HostProcess;
  private readonly profileDir: string;

  /**
   * Connects and reads all keys. Where the environment has a keychain the host is then started once
   * more, so that its keys come from the disk; without one they stay in its memory.
   */
  static async start(
    sandbox: ServedSandbox,
    keys: number,
    env: NodeJS.ProcessEnv,
  ): Promise<RunningPage> {
    const profileDir = mkdtempSync(join(tmpdir(), 'rekey-bench-'));
    const first = await RunningPage.open(profileDir, env);
    await first.call('connections.connect', {
      providerId: 'pubnub-v1',
      label: 'bench',
      baseUrl: sandbox.baseUrl,
      dataPlaneUrl: sandbox.dataPlaneUrl,
      fields: sandbox.fields,
    });
    await first.untilRead(keys);
    const { custody } = await first.call('app.status', {});
    if (custody.mode !== 'keychain') return first;
    await first.host.stop();
    const second = await RunningPage.open(profileDir, env);
    // It reads the account again at the start, which would be measured too.
    await second.untilRead(keys);
    return second;
  }

  private static async open(profileDir: string, env: NodeJS.ProcessEnv): Promise<RunningPage> {
    const startedMs = performance.now();
    const { host, address } = await HostProcess.start({ profileDir, env });
    const startMs = performance.now() - startedMs;
    const { origin, hash } = new URL(address);
    const answer = await fetch(`${origin}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: hash.slice('#token='.length) }),
    });
    const [name = '', value = ''] = (answer.headers.get('set-cookie') ?? '').split(/[=;]/);
    return new RunningPage({ host, profileDir, origin, startMs, cookie: { name, value } });
  }

  private constructor(parts: {
    readonly host: HostProcess;
    readonly profileDir: string;
    readonly origin: string;
    readonly startMs: number;
    readonly cookie: { readonly name: string; readonly value: string };
  }) {
    this.host = parts.host;
    this.profileDir = parts.profileDir;
    this.origin = parts.origin;
    this.startMs = parts.startMs;
    this.cookie = parts.cookie;
  }

  async stop(): Promise<void> {
    await this.host.stop();
    rmSync(this.profileDir, { recursive: true });
  }

  private async call<N extends CommandName>(name: N, input: Input<N>): Promise<Output<N>> {
    const answer = await fetch(`${this.origin}/rpc/${name}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: `${this.cookie.name}=${this.cookie.value}`,
      },
      body: JSON.stringify(input),
    });
    const result = z
      .discriminatedUnion('ok', [
        z.object({ ok: z.literal(true), value: contract[name].output }),
        z.object({ ok: z.literal(false), error: z.object({ kind: z.string() }) }),
      ])
      .parse(await answer.json());
    if (!result.ok) throw new Error(`${name} failed: ${result.error.kind}`);
    return result.value as Output<N>;
  }

  private async untilRead(keys: number): Promise<void> {
    for (;;) {
      const progress = await this.call('sync.progress', {});
      const { total } = await this.call('keys.list', { offset: 0, limit: 1 });
      if (progress.some(({ state }) => state === 'failed')) throw new Error('The sync failed');
      if (total === keys && progress.length > 0 && progress.every(isCompleted)) return;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
}

const isCompleted = ({ state }: { readonly state: string }): boolean => state === 'completed';
