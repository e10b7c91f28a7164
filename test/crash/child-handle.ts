import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { CommandName, Input, Output } from '../../shared/ipc/contract.ts';
import type { Result } from '../../shared/errors/app-error.ts';
import type { ChildCall, ChildRequest, FromChild, ToChild } from './crash-protocol.ts';

/** The process is gone, by its own hand or another's. */
export class ChildGone extends Error {
  override readonly name = 'ChildGone';
}

type Answer = Extract<ToChild, { kind: 'answer' }>['value'];

const compileCacheDir = join(import.meta.dirname, '../../node_modules/.cache/crash-child');

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
  private answerTo: (request: ChildRequest) => Answer = () => null;
  private callCount = 0;
  private isGone = false;

  constructor() {
    this.child = fork(join(import.meta.dirname, 'rotation-child.ts'), [], {
      execArgv: [],
      // Most of a child's life is loading: what was compiled once is not compiled again.
      env: { ...process.env, NODE_COMPILE_CACHE: compileCacheDir },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child.stdout?.on('data', (chunk: Buffer) => this.output.push(chunk));
    this.child.stderr?.on('data', (chunk: Buffer) => this.output.push(chunk));
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

  /** Starts the app; `answerTo` is the world around it. Rejects with `ChildGone` when it dies. */
  async start(
    setup: Extract<ChildCall, { method: 'start' }>['setup'],
    answerTo: (request: ChildRequest) => Answer,
  ): Promise<void> {
    await this.loaded.promise;
    this.answerTo = answerTo;
    await this.call({ method: 'start', setup });
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

  private receive(message: FromChild): void {
    switch (message.kind) {
      case 'loaded':
        this.loaded.resolve(undefined);
        break;
      case 'hit':
        this.hits.push(message.point);
        break;
      case 'request':
        this.post({ kind: 'answer', id: message.id, value: this.answerTo(message.request) });
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

  private post(message: ToChild): void {
    // A child that dies while this is written is told by `close`, not here.
    this.child.send(message, () => undefined);
  }
}
