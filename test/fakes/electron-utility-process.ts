import { EventEmitter } from 'node:events';
import type {
  ForkOptions,
  utilityProcess as electronUtilityProcess,
  UtilityProcess,
} from 'electron';
import { app } from './electron-app.ts';

type Surface = Pick<UtilityProcess, 'kill' | 'pid' | 'postMessage'>;

/** A child that spawns a moment after it was asked for, and answers what `answer` says. */
export class FakeUtilityProcess extends EventEmitter implements Surface {
  static readonly forked: FakeUtilityProcess[] = [];
  /** What a child answers to a message; undefined: nothing. */
  static answer: (message: unknown) => unknown = () => undefined;

  readonly modulePath: string;
  readonly args: readonly string[] | undefined;
  readonly options: ForkOptions | undefined;
  pid: number | undefined = undefined;
  kills = 0;
  private isGone = false;
  private readonly queued: unknown[] = [];

  constructor(modulePath: string, args?: string[], options?: ForkOptions) {
    super();
    if (!app.isReady())
      throw new TypeError('utilityProcess cannot be created before app is ready.');
    this.modulePath = modulePath;
    this.args = args;
    this.options = options;
    FakeUtilityProcess.forked.push(this);
    setImmediate(() => {
      this.spawn();
    });
  }

  postMessage(message: unknown): void {
    if (this.isGone) return;
    const received: unknown = structuredClone(message);
    if (this.pid === undefined) this.queued.push(received);
    else this.deliver(received);
  }

  /** As in Electron: false, and without effect, before the child has spawned. */
  kill(): boolean {
    this.kills += 1;
    if (this.pid === undefined) return false;
    this.end(0);
    return true;
  }

  /** The child ends by itself. */
  end(exitCode: number): void {
    if (this.isGone) return;
    this.isGone = true;
    this.pid = undefined;
    setImmediate(() => this.emit('exit', exitCode));
  }

  private spawn(): void {
    if (this.isGone) return;
    this.pid = 4_242;
    this.emit('spawn');
    for (const message of this.queued.splice(0)) this.deliver(message);
  }

  private deliver(message: unknown): void {
    const answer = FakeUtilityProcess.answer(message);
    if (answer === undefined) return;
    setImmediate(() => {
      if (!this.isGone) this.emit('message', structuredClone(answer));
    });
  }
}

export const utilityProcess = {
  fork: (...args: Parameters<typeof electronUtilityProcess.fork>) =>
    new FakeUtilityProcess(...args),
};
