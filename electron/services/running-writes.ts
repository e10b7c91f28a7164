import type { ConnectionId } from '../../shared/lib/ids.ts';

/**
 * Calls whose answer may hold a secret that is shown once: the app does not close its database under
 * them, and an account is not forgotten while one of its own runs.
 */
export class RunningWrites {
  private readonly running = new Map<Promise<unknown>, ConnectionId>();

  /** Counts the call from now until it has settled, and answers what it answers. */
  async during<T>(connectionId: ConnectionId, work: () => Promise<T>): Promise<T> {
    const call = work();
    this.running.set(call, connectionId);
    try {
      return await call;
    } finally {
      this.running.delete(call);
    }
  }

  isRunning(connectionId: ConnectionId): boolean {
    return [...this.running.values()].includes(connectionId);
  }

  /** Resolves when none runs, those included that begin meanwhile; never rejects. */
  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.allSettled(this.running.keys());
  }
}
