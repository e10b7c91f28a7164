import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { CommandName, Input, Output } from '../../shared/ipc/contract.ts';
import type { Result } from '../../shared/errors/app-error.ts';
import type { ChildBundle } from './child-bundle.ts';
import {
  SUSPENSION_FD,
  type ChildCall,
  type ChildRequest,
  type FromChild,
  type ParentAnswer,
  type ToChild,
} from './crash-protocol.ts';

/** The process is gone, by its own hand or another's. */
export class ChildGone extends Error {
  override readonly name = 'ChildGone';
}

/** Between two attempts to wake a child that stands still. */
const WAKE_EVERY_MS = 10;

/** What surrounds a child. */
export interface ChildWorld {
  answerTo(request: ChildRequest): ParentAnswer | Promise<ParentAnswer>;
  /** A fail point was hit; only where the child was told to report them. */
  hit?(point: string): void;
  /** The child stands still, and is woken after this. */
  suspended?(): void;
}

/** One run of the app in its own process, as the parent sees it. */
export class ChildHandle {
  /** Every fail point that was hit, where the child was told to report them. */
  readonly hits: string[] = [];
  private readonly child: ChildProcess;
  private readonly output: Buffer[] = [];
  private readonly pending = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (cause: Error) => void }
  >();
  private readonly loaded = Promise.withResolvers<undefined>();
  private readonly exited = Promise.withResolvers<undefined>();
  private world: ChildWorld = { answerTo: () => null };
  private callCount = 0;
  private messageCount = 0;
  private blow: { readonly after: number; readonly signal: NodeJS.Signals } | null = null;
  private isGone = false;

  constructor({ path, compileCacheDir }: Pick<ChildBundle, 'path' | 'compileCacheDir'>) {
    this.child = fork(path, [], {
      execArgv: [],
      env: { ...process.env, NODE_COMPILE_CACHE: compileCacheDir },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc', 'pipe'],
    });
    this.child.stdout?.on('data', (chunk: Buffer) => this.output.push(chunk));
    this.child.stderr?.on('data', (chunk: Buffer) => this.output.push(chunk));
    this.watchSuspension();
    this.child.on('message', (message: FromChild) => {
      this.receive(message);
    });
    // Not `close`: it does not come when this side has disconnected the channel.
    void Promise.all([
      once(this.child, 'exit'),
      finished(this.child.stdout ?? Readable.from([])),
      finished(this.child.stderr ?? Readable.from([])),
    ]).then(() => {
      this.isGone = true;
      for (const { reject } of this.pending.values()) reject(new ChildGone());
      this.pending.clear();
      this.loaded.resolve(undefined);
      this.exited.resolve(undefined);
    });
  }

  /** Starts the app in this world. Rejects with `ChildGone` when it dies. */
  async start(
    setup: Extract<ChildCall, { method: 'start' }>['setup'],
    world: ChildWorld,
  ): Promise<void> {
    await this.loaded.promise;
    this.world = world;
    this.messageCount = 0;
    await this.call({ method: 'start', setup });
  }

  /** Sends this signal as soon as so many messages have come from the running app. */
  signalAfter(after: number, signal: NodeJS.Signals): void {
    this.blow = { after, signal };
  }

  /** Messages since the app was started. */
  get messages(): number {
    return this.messageCount;
  }

  call(call: ChildCall): Promise<unknown> {
    if (this.isGone) return Promise.reject(new ChildGone());
    this.callCount += 1;
    const id = this.callCount;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
      this.post({ kind: 'call', id, call });
    });
  }

  async command<N extends CommandName>(name: N, input: Input<N>): Promise<Result<Output<N>>> {
    return (await this.call({ method: 'command', name, input })) as Result<Output<N>>;
  }

  async value<N extends CommandName>(name: N, input: Input<N>): Promise<Output<N>> {
    const result = await this.command(name, input);
    if (result.ok) return result.value;
    throw new Error(`${name}: ${JSON.stringify(result.error)}`);
  }

  /** Resolves when the process has ended and all of its output has arrived. */
  async gone(): Promise<void> {
    await this.exited.promise;
  }

  async end(): Promise<void> {
    if (this.child.connected) this.child.disconnect();
    await this.gone();
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.gone();
  }

  get printed(): Buffer {
    return Buffer.concat(this.output);
  }

  /** A child that stands still is woken; repeated, because the signal may come before it does. */
  private watchSuspension(): void {
    let waking: NodeJS.Timeout | null = null;
    const stop = (): void => {
      if (waking !== null) clearInterval(waking);
      waking = null;
    };
    const channel = this.child.stdio[SUSPENSION_FD];
    if (!(channel instanceof Readable)) throw new Error('The child has no channel for this');
    channel.on('data', (chunk: Buffer) => {
      for (const word of chunk.toString('ascii')) {
        if (word === 'w') stop();
        if (word !== 's') continue;
        this.world.suspended?.();
        waking = setInterval(() => this.child.kill('SIGCONT'), WAKE_EVERY_MS);
      }
    });
    this.child.once('exit', stop);
  }

  private receive(message: FromChild): void {
    this.messageCount += 1;
    if (this.blow !== null && this.messageCount >= this.blow.after) {
      this.child.kill(this.blow.signal);
      this.blow = null;
    }
    switch (message.kind) {
      case 'loaded':
        this.loaded.resolve(undefined);
        break;
      case 'hit':
        this.hits.push(message.point);
        this.world.hit?.(message.point);
        break;
      case 'request':
        void this.answer(message);
        break;
      case 'result':
        this.pending.get(message.id)?.resolve(message.value);
        this.pending.delete(message.id);
        break;
      case 'threw':
        this.pending.get(message.id)?.reject(new Error(message.message));
        this.pending.delete(message.id);
        break;
    }
  }

  private async answer({ id, request }: Extract<FromChild, { kind: 'request' }>): Promise<void> {
    this.post({ kind: 'answer', id, value: await this.world.answerTo(request) });
  }

  private post(message: ToChild): void {
    // A child that dies while this is written is told by `close`, not here.
    this.child.send(message, () => undefined);
  }
}
