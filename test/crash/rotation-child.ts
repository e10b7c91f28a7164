/**
 * One run of the app in a process of its own, which kills itself at a named instant. The provider
 * and the keychain live in the parent, because they survive a crash in the real world, too.
 */
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
import { NodeSecretCommand } from '../../electron/platform/node/secret-command.ts';
import { NodeSecretFiles } from '../../electron/platform/node/secret-files.ts';
import { Redactor } from '../../electron/platform/redaction.ts';
import { FakePicker } from '../fakes/test-host.ts';
import { DeadlyFailPoints, fetchOver, RemoteKeychain, watchFiles } from './child-surroundings.ts';
import type {
  ChildCall,
  ChildRequest,
  ChildSetup,
  FromChild,
  ParentAnswer,
  ToChild,
} from './crash-protocol.ts';
import { JumpingClock } from './jumping-clock.ts';

const send = (message: FromChild): void => {
  process.send?.(message);
};

const waiting = new Map<number, (value: ParentAnswer) => void>();
let requestCount = 0;

function ask(request: ChildRequest): Promise<ParentAnswer> {
  requestCount += 1;
  const id = requestCount;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    send({ kind: 'request', id, request });
  });
}

class App {
  private readonly ports: HostPorts;
  private readonly clock: JumpingClock;
  private readonly failPoints: DeadlyFailPoints;
  private readonly picker = new FakePicker();
  private running: RunningServices | null = null;

  constructor(setup: ChildSetup) {
    const clock = new JumpingClock(setup.startMs, async (durationMs) => {
      await ask({ what: 'advance', durationMs });
    });
    this.clock = clock;
    this.failPoints = new DeadlyFailPoints(setup, clock, (point) => {
      send({ kind: 'hit', point });
    });
    watchFiles(this.failPoints);
    // Unredacted on purpose: what is logged must hold no secret even before redaction.
    const log = (level: string, event: string, fields: unknown): void => {
      process.stdout.write(`${JSON.stringify({ level, event, fields })}\n`);
    };
    this.ports = {
      host: 'browser',
      version: '0.0.0-crash',
      platform: process.platform,
      userName: null,
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
      secretFiles: new NodeSecretFiles(),
      secretCommand: {
        run: (plan, secretValue) =>
          clock.track(new NodeSecretCommand({ redactor: new Redactor() }).run(plan, secretValue)),
        // It ends by being killed.
        endAll: () => undefined,
      },
      clipboard: {
        isAvailable: false,
        writeSecret: () => Promise.reject(new Error('No clipboard')),
        writeText: () => Promise.reject(new Error('No clipboard')),
        clearIfStill: () => Promise.resolve(),
      },
      links: {
        open: () => Promise.resolve({ ok: true, value: null }),
        openConsent: async (url) => {
          const redirect = await ask({ what: 'consent', url });
          if (typeof redirect !== 'string') throw new Error('Nobody consents here');
          await fetch(redirect);
          return { ok: true, value: null };
        },
      },
      notifications: { show: () => undefined },
      preferences: { read: () => ({}), write: () => undefined },
      fetch: fetchOver(clock, this.failPoints, setup),
      keychain: new RemoteKeychain(clock, ask, setup.sabotage === 'store-after-retire'),
    };
  }

  startInTime(): Promise<void> {
    return this.clock.awaiting(this.start());
  }

  private async start(): Promise<void> {
    const composed = await composeServices(this.ports, { failPoints: this.failPoints });
    if (composed.kind !== 'running') throw new Error('The profile is in use');
    this.running = composed;
    composed.services.rotations.resumeAll();
  }

  async stop(): Promise<void> {
    // What would wait for ever in a bug must be allowed to run out of time.
    await this.clock.awaiting(this.running?.stop() ?? Promise.resolve());
    this.running = null;
  }

  /** Whatever is asked, time passes while it is worked on. */
  answer(call: Exclude<ChildCall, { method: 'start' }>): Promise<unknown> {
    return this.clock.awaiting(this.run(call));
  }

  private async run(call: Exclude<ChildCall, { method: 'start' }>): Promise<unknown> {
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
    await app.startInTime();
    return null;
  }
  if (app === null) throw new Error('Start first');
  return app.answer(call);
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
// As the hosts do it: everything ends in order, then the process.
process.on('SIGTERM', () => {
  void (app?.stop() ?? Promise.resolve()).then(() => process.exit(0));
});
process.on('disconnect', () => {
  process.exit(0);
});
send({ kind: 'loaded' });
