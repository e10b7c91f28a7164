/**
 * One run of the app in a process of its own, which kills itself at a named instant. The provider
 * and the keychain live in the parent, because they survive a crash in the real world, too.
 */
import fileSystem from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { rotationIdSchema, connectionIdSchema } from '../../shared/lib/ids.ts';
import {
  composeServices,
  type RunningServices,
} from '../../electron/composition/compose-services.ts';
import type { HostPorts } from '../../electron/composition/host-ports.ts';
import { createDispatch } from '../../electron/ipc/dispatch.ts';
import { createHandlers } from '../../electron/ipc/handlers.ts';
import { SystemIdSource } from '../../electron/platform/id-source.ts';
import { NodeFileWriter } from '../../electron/platform/node/file-writer.ts';
import type { FailPoints } from '../../electron/services/ports/fail-points.ts';
import type {
  Keychain,
  KeychainRead,
  KeychainWrite,
} from '../../electron/services/ports/keychain.ts';
import { FakePicker } from '../fakes/test-host.ts';
import type {
  ChildCall,
  ChildRequest,
  ChildSetup,
  FromChild,
  KeychainCall,
  ToChild,
} from './crash-protocol.ts';
import { JumpingClock } from './jumping-clock.ts';

const send = (message: FromChild): void => {
  process.send?.(message);
};

const waiting = new Map<number, (value: KeychainRead | KeychainWrite | null) => void>();
let requestCount = 0;

function ask(request: ChildRequest): Promise<KeychainRead | KeychainWrite | null> {
  requestCount += 1;
  const id = requestCount;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    send({ kind: 'request', id, request });
  });
}

/** Kills this process at the chosen instant; nothing of it runs on. */
class KillingFailPoints implements FailPoints {
  private readonly setup: ChildSetup;
  private readonly counts = new Map<string, number>();

  constructor(setup: ChildSetup) {
    this.setup = setup;
  }

  readonly hit = (name: string): void => {
    const count = (this.counts.get(name) ?? 0) + 1;
    this.counts.set(name, count);
    const point = `${name}#${String(count)}`;
    if (this.setup.isRecording) send({ kind: 'hit', point });
    if (this.setup.killAt === point) process.kill(process.pid, 'SIGKILL');
  };
}

/** The keychain of the parent; while sabotaged it keeps new secrets to itself. */
class RemoteKeychain implements Keychain {
  private readonly clock: JumpingClock;
  private readonly heldBack: Map<string, string> | null;

  constructor(clock: JumpingClock, isHoldingBack: boolean) {
    this.clock = clock;
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

  private call(call: KeychainCall): Promise<KeychainRead | KeychainWrite | null> {
    return this.clock.track(ask({ what: 'keychain', call }));
  }
}

/** Fails at the two instants in which a file is half published. */
function watchFiles(failPoints: FailPoints): void {
  const { link, unlink } = fileSystem;
  fileSystem.link = async (existingPath, newPath) => {
    failPoints.hit('file:before-link');
    await link(existingPath, newPath);
    failPoints.hit('file:after-link');
  };
  fileSystem.unlink = async (path) => {
    await unlink(path);
    failPoints.hit('file:after-unlink');
  };
  syncBuiltinESMExports();
}

function fetchOver(
  clock: JumpingClock,
  failPoints: FailPoints,
  setup: ChildSetup,
): HostPorts['fetch'] {
  const run = async (url: string, init: RequestInit): Promise<Response> => {
    const { method = 'GET' } = init;
    const isChange = method !== 'GET' && new URL(url).pathname.startsWith('/api/keys');
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

class App {
  private readonly ports: HostPorts;
  private readonly failPoints: KillingFailPoints;
  private readonly picker = new FakePicker();
  private running: RunningServices | null = null;

  constructor(setup: ChildSetup) {
    const clock = new JumpingClock(setup.startMs, async (durationMs) => {
      await ask({ what: 'advance', durationMs });
    });
    this.failPoints = new KillingFailPoints(setup);
    watchFiles(this.failPoints);
    // Unredacted on purpose: what is logged must hold no secret even before redaction.
    const log = (level: string, event: string, fields: unknown): void => {
      process.stdout.write(`${JSON.stringify({ level, event, fields })}\n`);
    };
    this.ports = {
      host: 'browser',
      version: '0.0.0-crash',
      platform: process.platform,
      profileDir: setup.profileDir,
      allowLoopback: true,
      clock,
      ids: new SystemIdSource(clock),
      logger: {
        info: (event, fields) => {
          log('info', event, fields);
        },
        warn: (event, fields) => {
          log('warn', event, fields);
        },
        bug: (event, cause) => {
          log('bug', event, cause instanceof Error ? cause.stack : String(cause));
          return 'bug';
        },
      },
      events: { publish: () => undefined },
      confirmation: { ask: () => Promise.resolve(true) },
      filePicker: this.picker,
      fileWriter: new NodeFileWriter(),
      clipboard: {
        isAvailable: false,
        writeSecret: () => Promise.reject(new Error('No clipboard')),
        writeText: () => Promise.reject(new Error('No clipboard')),
        clearIfStill: () => Promise.resolve(),
      },
      links: {
        open: () => Promise.resolve({ ok: true, value: null }),
        openConsent: () => Promise.resolve({ ok: true, value: null }),
      },
      notifications: { show: () => undefined },
      preferences: { read: () => ({}), write: () => undefined },
      fetch: fetchOver(clock, this.failPoints, setup),
      keychain: new RemoteKeychain(clock, setup.sabotage === 'store-after-retire'),
    };
  }

  async start(): Promise<void> {
    const composed = await composeServices(this.ports, { failPoints: this.failPoints });
    if (composed.kind !== 'running') throw new Error('The profile is in use');
    this.running = composed;
    composed.services.rotations.resumeAll();
  }

  async stop(): Promise<void> {
    await this.running?.stop();
    this.running = null;
  }

  async run(call: Exclude<ChildCall, { method: 'start' }>): Promise<unknown> {
    if (this.running === null) throw new Error('The app is not running');
    const { services } = this.running;
    switch (call.method) {
      case 'command': {
        const { logger } = this.ports;
        const dispatch = createDispatch(createHandlers(services), (command, cause) =>
          logger.bug(command, cause),
        );
        return dispatch(call.name, call.input);
      }
      case 'sync-settled':
        await services.sync.settled(connectionIdSchema.parse(call.connectionId));
        return null;
      case 'settled':
        await services.rotations.settled(rotationIdSchema.parse(call.rotationId));
        return null;
      case 'pick':
        this.picker.nextPaths.push(call.path);
        return this.picker.pickSave();
      case 'restart':
        await this.stop();
        await this.start();
        return null;
      case 'stop':
        await this.stop();
        return null;
    }
  }
}

let app: App | null = null;

async function answer(call: ChildCall): Promise<unknown> {
  if (call.method === 'start') {
    app = new App(call.setup);
    await app.start();
    return null;
  }
  if (app === null) throw new Error('Start first');
  return app.run(call);
}

process.on('message', (message: ToChild) => {
  if (message.kind === 'answer') {
    waiting.get(message.id)?.(message.value);
    waiting.delete(message.id);
    return;
  }
  const { id, call } = message;
  answer(call).then(
    (value) => {
      send({ kind: 'result', id, value: value ?? null });
    },
    (cause: unknown) => {
      send({ kind: 'threw', id, message: cause instanceof Error ? cause.message : String(cause) });
    },
  );
});
process.on('disconnect', () => {
  process.exit(0);
});
send({ kind: 'loaded' });
