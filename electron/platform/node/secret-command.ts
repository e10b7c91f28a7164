import { spawn, type ChildProcess } from 'node:child_process';
import { homedir } from 'node:os';
import { SECOND_MS } from '../../../shared/lib/duration.ts';
import type {
  CommandOutcome,
  CommandPlan,
  SecretCommand,
} from '../../services/ports/secret-command.ts';
import type { Redactor } from '../redaction.ts';
import { commandEnvironment, refusalOf } from './command-plan.ts';
import { isThere, systemCodeOf } from './file-steps.ts';
import { MaskedOutput } from './masked-output.ts';

/** Programs that the command left behind may hold its output open; they end with it. */
const DRAIN_MS = SECOND_MS;
/** What is asked to end gets this long to do so. */
const GRACE_MS = 2 * SECOND_MS;

type Ending =
  | { readonly kind: 'exit'; readonly exitCode: number | null }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'error'; readonly code: string | null };

export class NodeSecretCommand implements SecretCommand {
  private readonly redactor: Redactor;
  private readonly env: NodeJS.ProcessEnv;
  private readonly platform: NodeJS.Platform;
  private readonly stopping = new AbortController();

  constructor(deps: {
    readonly redactor: Redactor;
    readonly env?: NodeJS.ProcessEnv;
    readonly platform?: NodeJS.Platform;
  }) {
    this.redactor = deps.redactor;
    this.env = deps.env ?? process.env;
    this.platform = deps.platform ?? process.platform;
  }

  endAll(): void {
    this.stopping.abort();
  }

  async run(plan: CommandPlan, secretValue: string): Promise<CommandOutcome> {
    const reason = refusalOf(plan, secretValue, this.platform);
    if (reason !== null) return { kind: 'refused', reason };
    const cwd = plan.cwd ?? homedir();
    // A folder that is not there and a program that is not there look the same to spawn.
    if (!(await isThere(cwd))) return { kind: 'refused', reason: 'folder' };
    if (this.stopping.signal.aborted) return { kind: 'stopped' };
    this.redactor.registerSecret(secretValue);
    const outputs = [new MaskedOutput(), new MaskedOutput()] as const;
    const ending = await this.runToEnd(plan, cwd, secretValue, outputs);
    if (ending.kind === 'stopped') return ending;
    const maskedOutput = outputs
      .map((output) => output.shown(this.redactor, secretValue))
      .filter((text) => text !== '')
      .join('\n');
    if (ending.kind === 'timed-out') return { kind: 'timed-out', maskedOutput };
    if (ending.kind === 'error' && ending.code === 'ENOENT') return { kind: 'not-found' };
    return ending.kind === 'exit' && ending.exitCode !== null
      ? { kind: 'ended', exitCode: ending.exitCode, maskedOutput }
      : { kind: 'failed', maskedOutput };
  }

  private async runToEnd(
    plan: CommandPlan,
    cwd: string,
    secretValue: string,
    [stdout, stderr]: readonly [MaskedOutput, MaskedOutput],
  ): Promise<Ending> {
    const isOnStdin = plan.hand.kind === 'stdin';
    const child = attempt(() =>
      spawn(plan.file, plan.args, {
        cwd,
        env: commandEnvironment(this.env, plan, secretValue),
        stdio: [isOnStdin ? 'pipe' : 'ignore', 'pipe', 'pipe'],
        shell: false,
        windowsHide: true,
        // A group of its own, so that it can be ended with all that it starts.
        detached: this.platform !== 'win32',
      }),
    );
    if (child === null) return { kind: 'error', code: null };
    child.stdout?.on('data', (chunk: Buffer) => stdout.add(chunk));
    child.stderr?.on('data', (chunk: Buffer) => stderr.add(chunk));
    // The command may end without reading; its exit code says what that means.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(secretValue);
    const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
    const ending = await endingOf(child, plan.timeoutMs, this.stopping.signal);
    if (ending.kind === 'timed-out') this.killGroup(child);
    if (ending.kind === 'stopped') await this.endGroup(child, closed);
    if (ending.kind === 'error') return ending;
    if (!(await isWithin(DRAIN_MS, closed))) this.killGroup(child);
    child.stdout?.destroy();
    child.stderr?.destroy();
    await closed;
    return ending;
  }

  /** Windows has no signal that a program could answer. */
  private async endGroup(child: ChildProcess, closed: Promise<void>): Promise<void> {
    if (this.platform !== 'win32') {
      this.killGroup(child, 'SIGTERM');
      await isWithin(GRACE_MS, closed);
    }
    this.killGroup(child);
  }

  private killGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL' = 'SIGKILL'): void {
    if (child.pid === undefined) return;
    if (this.platform === 'win32') {
      spawn('taskkill.exe', ['/PID', String(child.pid), '/T', '/F'], {
        stdio: 'ignore',
        windowsHide: true,
      }).on('error', () => child.kill('SIGKILL'));
      return;
    }
    try {
      process.kill(-child.pid, signal);
    } catch (cause) {
      // Nobody is left in the group.
      if (systemCodeOf(cause) === null) throw cause;
    }
  }
}

function endingOf(child: ChildProcess, timeoutMs: number, stopping: AbortSignal): Promise<Ending> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ kind: 'timed-out' }), timeoutMs);
    const stop = (): void => end({ kind: 'stopped' });
    const end = (ending: Ending): void => {
      clearTimeout(timer);
      stopping.removeEventListener('abort', stop);
      resolve(ending);
    };
    stopping.addEventListener('abort', stop);
    child.once('exit', (exitCode) => end({ kind: 'exit', exitCode }));
    child.once('error', (cause) => end({ kind: 'error', code: systemCodeOf(cause) }));
  });
}

/** Null when the system refuses, such as arguments that are too long: other refusals are events. */
function attempt(start: () => ChildProcess): ChildProcess | null {
  try {
    return start();
  } catch (cause) {
    if (systemCodeOf(cause) === null) throw cause;
    return null;
  }
}

async function isWithin(deadlineMs: number, done: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), deadlineMs);
  });
  const isDone = await Promise.race([done.then(() => true), late]);
  clearTimeout(timer);
  return isDone;
}
