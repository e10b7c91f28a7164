import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const rootDir = join(import.meta.dirname, '../../..');
const READY_LINE = /^Rekey is ready: (http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+)$/m;

export interface HostSettings {
  readonly profileDir: string;
  readonly env: NodeJS.ProcessEnv;
  /** Such as `--sandbox`. */
  readonly arguments?: readonly string[];
  /** What Node runs; the browser host itself if left out. */
  readonly program?: readonly string[];
  /** Another person on the same machine. */
  readonly userId?: number;
}

export const hostPrograms = {
  'browser-host': [join(rootDir, 'electron/browser-host/main.ts')],
  /** `npm start`, which builds first if it must. */
  start: [join(rootDir, 'scripts/start.mjs'), '--host', 'browser'],
} as const;

/** The built browser host in a process of its own, ended by its id. */
export class HostProcess {
  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown>;
  private text = '';

  static async start(settings: HostSettings): Promise<{ host: HostProcess; address: string }> {
    const host = new HostProcess(settings);
    return { host, address: await host.ready() };
  }

  /** A start that is expected to say why it cannot go on. */
  static async runToEnd(settings: HostSettings): Promise<{ code: number | null; output: string }> {
    const host = new HostProcess(settings);
    await host.ended;
    return { code: host.child.exitCode, output: host.output };
  }

  private constructor(settings: HostSettings) {
    const {
      profileDir,
      env,
      arguments: rest = [],
      program = hostPrograms['browser-host'],
    } = settings;
    this.child = spawn(
      process.execPath,
      [...program, '--no-open', '--profile', profileDir, ...rest],
      {
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
        ...(settings.userId === undefined ? {} : { uid: settings.userId, gid: settings.userId }),
      },
    );
    this.ended = once(this.child, 'close');
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        this.text += chunk;
      });
    }
  }

  /** All it printed so far. */
  get output(): string {
    return this.text;
  }

  /** As a person ends it: what runs is saved. */
  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  /** As if the machine had lost its power. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill(signal);
    await this.ended;
  }

  private ready(): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const address = READY_LINE.exec(this.text)?.[1];
        if (address !== undefined) resolve(address);
      };
      this.child.stdout?.on('data', look);
      this.child.once('close', (code) => {
        reject(new Error(`The host ended with ${String(code)} before it was ready: ${this.text}`));
      });
    });
  }
}
