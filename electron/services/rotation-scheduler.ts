/** What runs for one rotation; ends early, without harm, when its signal is aborted. */
export type RotationLoop = (signal: AbortSignal) => Promise<void>;

interface Running {
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

/** Keeps one loop per rotation at a time, and commands to the same rotation one after the other. */
export class RotationScheduler<Id extends string> {
  private readonly running = new Map<Id, Running>();
  private readonly turns = new Map<Id, Promise<void>>();
  private isStopped = false;

  isBusy(id: Id): boolean {
    return this.running.has(id);
  }

  /**
   * Runs `action` when no earlier command is at work and the loop of this rotation has ended: its
   * waits and reads are cut short, while a call that changes something is let finish.
   */
  async exclusively<T>(id: Id, action: () => T): Promise<T> {
    const before = this.turns.get(id) ?? Promise.resolve();
    const { promise: turn, resolve: endTurn } = Promise.withResolvers<undefined>();
    this.turns.set(id, turn);
    await before;
    try {
      const current = this.running.get(id);
      current?.abort.abort();
      await current?.done;
      return action();
    } finally {
      if (this.turns.get(id) === turn) this.turns.delete(id);
      endTurn(undefined);
    }
  }

  /** Starts the loop of a rotation; the caller makes sure that none is running. */
  run(id: Id, loop: RotationLoop): void {
    if (this.isStopped) return;
    if (this.running.has(id)) throw new Error('A rotation has one loop at a time');
    const abort = new AbortController();
    const done = loop(abort.signal).finally(() => {
      this.running.delete(id);
    });
    this.running.set(id, { abort, done });
  }

  /** Resolves when the loop of this rotation has ended, of itself or not. */
  async settled(id: Id): Promise<void> {
    await this.running.get(id)?.done;
  }

  /** Ends every loop; a later start of the app goes on from the saved rows. */
  async stop(): Promise<void> {
    this.isStopped = true;
    const all = [...this.running.values()];
    for (const { abort } of all) abort.abort();
    await Promise.allSettled(all.map(({ done }) => done));
  }
}
