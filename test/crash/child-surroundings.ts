import { writeSync } from 'node:fs';
import fileSystem from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import type { HostPorts } from '../../electron/composition/host-ports.ts';
import type { FailPoints } from '../../electron/services/ports/fail-points.ts';
import type {
  Keychain,
  KeychainRead,
  KeychainWrite,
} from '../../electron/services/ports/keychain.ts';
import {
  SUSPENDED_MS,
  SUSPENSION_FD,
  type ChildRequest,
  type ChildSetup,
  type KeychainCall,
  type ParentAnswer,
} from './crash-protocol.ts';
import type { JumpingClock } from './jumping-clock.ts';

/** Does to this process, at the chosen instant, what it was told. */
export class DeadlyFailPoints implements FailPoints {
  private readonly setup: Pick<ChildSetup, 'deed' | 'isRecording'>;
  private readonly clock: JumpingClock;
  private readonly report: (point: string) => void;
  private readonly counts = new Map<string, number>();

  constructor(
    setup: Pick<ChildSetup, 'deed' | 'isRecording'>,
    clock: JumpingClock,
    report: (point: string) => void,
  ) {
    this.setup = setup;
    this.clock = clock;
    this.report = report;
  }

  readonly hit = (name: string): void => {
    const count = (this.counts.get(name) ?? 0) + 1;
    this.counts.set(name, count);
    const point = `${name}#${String(count)}`;
    if (this.setup.isRecording) this.report(point);
    if (this.setup.deed?.point !== point) return;
    switch (this.setup.deed.what) {
      case 'kill':
        process.kill(process.pid, 'SIGKILL');
        break;
      case 'stop':
        process.kill(process.pid, 'SIGTERM');
        break;
      case 'suspend':
        writeSync(SUSPENSION_FD, 's');
        process.kill(process.pid, 'SIGSTOP');
        writeSync(SUSPENSION_FD, 'w');
        this.clock.skip(SUSPENDED_MS);
        break;
    }
  };
}

/** The keychain of the parent; while sabotaged it keeps new secrets to itself. */
export class RemoteKeychain implements Keychain {
  private readonly clock: JumpingClock;
  private readonly ask: (request: ChildRequest) => Promise<ParentAnswer>;
  private readonly heldBack: Map<string, string> | null;

  constructor(
    clock: JumpingClock,
    ask: (request: ChildRequest) => Promise<ParentAnswer>,
    isHoldingBack: boolean,
  ) {
    this.clock = clock;
    this.ask = ask;
    this.heldBack = isHoldingBack ? new Map<string, string>() : null;
  }

  async probe(): Promise<KeychainWrite> {
    return (await this.call({ operation: 'probe' })) as KeychainWrite;
  }

  async read(name: string): Promise<KeychainRead> {
    const secretValue = this.heldBack?.get(name);
    if (secretValue !== undefined) return { kind: 'stored', secretValue };
    return (await this.call({ operation: 'read', name })) as KeychainRead;
  }

  async write(name: string, secretValue: string): Promise<KeychainWrite> {
    if (this.heldBack !== null && name.includes('/secret/')) {
      this.heldBack.set(name, secretValue);
      return { kind: 'done' };
    }
    return (await this.call({ operation: 'write', name, secretValue })) as KeychainWrite;
  }

  async remove(name: string): Promise<KeychainWrite> {
    return (await this.call({ operation: 'remove', name })) as KeychainWrite;
  }

  async close(): Promise<void> {}

  private call(call: KeychainCall): Promise<ParentAnswer> {
    return this.clock.track(this.ask({ what: 'keychain', call }));
  }
}

/** Fails at the instants in which a file is half published. */
export function watchFiles(failPoints: FailPoints): void {
  const { link, rename, unlink } = fileSystem;
  fileSystem.link = async (existingPath, newPath) => {
    failPoints.hit('file:before-link');
    await link(existingPath, newPath);
    failPoints.hit('file:after-link');
  };
  fileSystem.rename = async (oldPath, newPath) => {
    failPoints.hit('file:before-rename');
    await rename(oldPath, newPath);
    failPoints.hit('file:after-rename');
  };
  fileSystem.unlink = async (path) => {
    await unlink(path);
    failPoints.hit('file:after-unlink');
  };
  syncBuiltinESMExports();
}

/** Which tool of the provider a request runs, where it has tools. */
const toolPattern = /"name":"([a-z_]+)"/;

export function fetchOver(
  clock: JumpingClock,
  failPoints: FailPoints,
  setup: Pick<ChildSetup, 'changes' | 'sabotage'>,
): HostPorts['fetch'] {
  const changes = new RegExp(setup.changes);
  const run = async (url: string, init: RequestInit): Promise<Response> => {
    const { method = 'GET', body: sent } = init;
    const [, tool = ''] = (typeof sent === 'string' ? toolPattern.exec(sent) : null) ?? [];
    const isChange = method !== 'GET' && changes.test(`${method} ${new URL(url).pathname} ${tool}`);
    const point = `http:${method}`;
    if (isChange) failPoints.hit(`${point}:before`);
    const response = await fetch(url, init);
    if (isChange) failPoints.hit(`${point}:headers`);
    const body = await response.arrayBuffer();
    if (isChange) failPoints.hit(`${point}:body`);
    if (setup.sabotage === 'retire-before-store' && isChange && method === 'POST')
      await endOldKeyNow(url, init);
    const { status, headers } = response;
    return new Response(body.byteLength === 0 ? null : body, { status, headers });
  };
  return (url, init) => clock.track(run(url, init));
}

/** The old keyset is the one whose name the new one carries on. */
async function endOldKeyNow(url: string, init: RequestInit): Promise<void> {
  const headers = init.headers ?? {};
  if (typeof init.body !== 'string') throw new TypeError('A create call sends text');
  const created = JSON.parse(init.body) as {
    app_id: number;
    properties: { name: string };
  };
  const list = `${url.replace(/\/keys$/, '/app/keys')}?app_id=${String(created.app_id)}&page=1&limit=1000`;
  const answer = (await (await fetch(list, { headers })).json()) as {
    result: { keys: { id: number; properties: { name: string } }[] };
  };
  const oldName = created.properties.name.replace(/_rk[0-9a-z]{10}$/, '');
  const old = answer.result.keys.find(({ properties }) => properties.name === oldName);
  await fetch(`${url}/${String(old?.id)}`, {
    method: 'PUT',
    headers,
    body: JSON.stringify({ status: 0 }),
  });
}
