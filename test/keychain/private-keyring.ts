import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const runFile = promisify(execFile);
const LOGIN_COLLECTION = '/org/freedesktop/secrets/collection/login';
const START_PATIENCE_MS = 20_000;

export interface PrivateKeyringOptions {
  /** `dead-address`: an address at which nobody listens. */
  readonly bus?: 'own' | 'none' | 'dead-address';
  /** `uninitialised`: runs, but nobody has ever unlocked it, so there is no default collection. */
  readonly daemon?: 'unlocked' | 'uninitialised' | 'none';
  /** `silent`: the dialog for the keyring's password comes up and nobody answers it. */
  readonly prompter?: 'none' | 'silent';
}

/**
 * A real gnome-keyring on a bus of its own in a home of its own. Bus and daemon are started here
 * without services to activate, so every process is known by its id and is ended by it.
 */
export class PrivateKeyring {
  readonly dir = mkdtempSync(join(tmpdir(), 'rekey-keyring-'));
  readonly env: NodeJS.ProcessEnv;
  private readonly options: Required<PrivateKeyringOptions>;
  private bus: ChildProcess | null = null;
  private daemon: ChildProcess | null = null;

  static async start(options: PrivateKeyringOptions = {}): Promise<PrivateKeyring> {
    const keyring = new PrivateKeyring(options);
    if (keyring.options.bus === 'own') await keyring.startBus();
    if (keyring.options.daemon !== 'none') await keyring.startDaemon();
    return keyring;
  }

  private constructor(options: PrivateKeyringOptions) {
    this.options = { bus: 'own', daemon: 'unlocked', prompter: 'none', ...options };
    for (const name of ['run', 'share', 'services']) {
      mkdirSync(join(this.dir, name), { mode: 0o700 });
    }
    this.env = {
      PATH: process.env['PATH'],
      HOME: this.dir,
      XDG_DATA_HOME: join(this.dir, 'share'),
      XDG_RUNTIME_DIR: join(this.dir, 'run'),
      LC_ALL: 'C',
      ...(this.options.bus === 'none' ? {} : { DBUS_SESSION_BUS_ADDRESS: this.busAddress }),
    };
  }

  /** Where libdbus also looks when no address is given. */
  get busAddress(): string {
    return `unix:path=${join(this.dir, 'run', 'bus')}`;
  }

  async lock(): Promise<void> {
    await this.call(
      '/org/freedesktop/secrets',
      'org.freedesktop.Secret.Service.Lock',
      `array:objpath:${LOGIN_COLLECTION}`,
    );
  }

  /** `kill -9`, as if the machine had stopped: only what is on the disk is left. */
  async killDaemon(): Promise<void> {
    await end(this.daemon);
    this.daemon = null;
  }

  async startDaemon(): Promise<void> {
    const isUnlocked = this.options.daemon === 'unlocked';
    this.daemon = spawn(
      'gnome-keyring-daemon',
      ['--foreground', '--components=secrets', isUnlocked ? '--unlock' : '--start'],
      { env: this.env, stdio: ['pipe', 'ignore', 'ignore'] },
    );
    this.daemon.stdin?.end('a password of the tests');
    await this.until('the daemon answers', async () => {
      const collection = await this.call(
        '/org/freedesktop/secrets',
        'org.freedesktop.Secret.Service.ReadAlias',
        'string:default',
      );
      return isUnlocked ? collection.includes(LOGIN_COLLECTION) : collection !== '';
    });
  }

  freezeDaemon(): void {
    this.daemon?.kill('SIGSTOP');
  }

  thawDaemon(): void {
    this.daemon?.kill('SIGCONT');
  }

  freezeBus(): void {
    this.bus?.kill('SIGSTOP');
  }

  thawBus(): void {
    this.bus?.kill('SIGCONT');
  }

  /** Processes of this home other than bus and daemon: helpers, also those that lost their parent. */
  strangers(): readonly number[] {
    const own = [this.bus?.pid, this.daemon?.pid];
    return processesWith(`HOME=${this.dir}\0`).filter((pid) => !own.includes(pid));
  }

  /** Files that contain the text, in whatever the keyring wrote. */
  filesContaining(text: string): readonly string[] {
    return readdirSync(this.dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => readFileSync(path).includes(text));
  }

  async stop(): Promise<void> {
    await end(this.daemon);
    await end(this.bus);
    // The prompter is a child of the bus and outlives it.
    for (const pid of processesWith(`HOME=${this.dir}\0`)) killIfAlive(pid);
    rmSync(this.dir, { recursive: true, force: true });
  }

  private async startBus(): Promise<void> {
    const configPath = join(this.dir, 'bus.conf');
    const servicesDir = join(this.dir, 'services');
    if (this.options.prompter === 'silent') {
      writeFileSync(
        join(servicesDir, 'prompter.service'),
        '[D-BUS Service]\nName=org.gnome.keyring.SystemPrompter\nExec=/bin/sleep 600\n',
      );
    }
    if (this.options.bus === 'own') {
      writeFileSync(
        configPath,
        `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
           "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
         <busconfig>
           <type>session</type>
           <listen>${this.busAddress}</listen>
           <servicedir>${servicesDir}</servicedir>
           <policy context="default">
             <allow send_destination="*" eavesdrop="true"/>
             <allow eavesdrop="true"/>
             <allow own="*"/>
           </policy>
         </busconfig>`,
      );
    }
    this.bus = spawn(
      'dbus-daemon',
      [`--config-file=${configPath}`, '--nofork', '--nopidfile', '--print-address'],
      { env: this.env, stdio: ['ignore', 'pipe', 'ignore'] },
    );
    // It prints its address when it listens.
    if (this.bus.stdout !== null) await once(this.bus.stdout, 'data');
  }

  /** Every look starts a process, so looking again at once does not starve what is waited for. */
  private async until(what: string, isSo: () => Promise<boolean>): Promise<void> {
    const giveUpAtMs = performance.now() + START_PATIENCE_MS;
    while (!(await isSo())) {
      if (performance.now() > giveUpAtMs) throw new Error(`Waited in vain until ${what}`);
    }
  }

  /** The answer of the Secret Service as text, empty when there is none. */
  private async call(objectPath: string, method: string, argument: string): Promise<string> {
    try {
      const { stdout } = await runFile(
        'dbus-send',
        [
          '--session',
          '--print-reply=literal',
          '--dest=org.freedesktop.secrets',
          objectPath,
          method,
          argument,
        ],
        { env: { ...this.env, DBUS_SESSION_BUS_ADDRESS: this.busAddress } },
      );
      return stdout.trim();
    } catch {
      // Nobody has that name yet; `until` asks again.
      return '';
    }
  }
}

async function end(child: ChildProcess | null): Promise<void> {
  if (child?.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

function processesWith(environmentText: string): readonly number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((entry) => {
      try {
        return readFileSync(`/proc/${entry}/environ`, 'latin1').includes(environmentText);
      } catch {
        // Ended meanwhile, or somebody else's.
        return false;
      }
    })
    .map(Number);
}

function killIfAlive(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}
