import type { EventName, Payload } from '../../shared/ipc/contract.ts';
import type { EventPublisher } from '../services/ports/event-publisher.ts';

/** What is needed of a window's contents, without importing Electron. */
export interface EventTarget {
  isDestroyed(): boolean;
  send(channel: string, payload: unknown): void;
}

/** Contract events to the open window; without one they are dropped, because a new page reads anew. */
export class WindowEvents implements EventPublisher {
  private readonly target: () => EventTarget | null;

  constructor(target: () => EventTarget | null) {
    this.target = target;
  }

  publish<N extends EventName>(name: N, payload: Payload<N>): void {
    const target = this.target();
    if (target?.isDestroyed() === false) target.send(name, payload);
  }
}
