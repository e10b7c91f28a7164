import { QueryObserver } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import type { Bridge } from '../../../../shared/ipc/bridge.ts';
import type { EventName } from '../../../../shared/ipc/contract.ts';
import { eventNames } from '../../../../shared/ipc/channels.ts';
import { createQueryClient, invalidateOnEvents } from '../../../../renderer/ipc/query-client.ts';

/** Publishes events; commands are not its matter. */
class EventBridge {
  readonly listeners = new Map<string, Set<(payload: never) => void>>();

  readonly bridge: Bridge = {
    invoke: () => Promise.reject(new Error('no commands here')),
    subscribe: (name, listener) => {
      const listeners = this.listeners.get(name) ?? new Set();
      listeners.add(listener);
      this.listeners.set(name, listeners);
      return () => listeners.delete(listener);
    },
  };

  publish(name: EventName): void {
    for (const listener of this.listeners.get(name) ?? []) listener({} as never);
  }
}

/** A read that the test answers by hand. */
class SlowRead {
  count = 0;
  private answers: ((value: number) => void)[] = [];

  readonly read = (): Promise<number> => {
    this.count += 1;
    return new Promise((resolve) => {
      this.answers.push(resolve);
    });
  };

  async answer(): Promise<void> {
    const answers = this.answers;
    this.answers = [];
    for (const answer of answers) answer(this.count);
    await settled();
  }
}

/** Lets everything that is already decided happen. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

function watch(queryKey: readonly unknown[]) {
  const events = new EventBridge();
  const queryClient = createQueryClient();
  const undo = invalidateOnEvents(queryClient, events.bridge, () => Promise.resolve());
  const slow = new SlowRead();
  const observer = new QueryObserver(queryClient, { queryKey, queryFn: slow.read });
  const stop = observer.subscribe(() => undefined);
  return { events, slow, observer, undo, stop };
}

describe('events refresh the cache', () => {
  it('reads again what an event made stale, and keeps the old value meanwhile', async () => {
    const { events, slow, observer, stop } = watch(['keys.get', { keyId: 'a' }]);
    await slow.answer();
    events.publish('keys.changed');
    await settled();
    expect(slow.count).toBe(2);
    expect(observer.getCurrentResult().data).toBe(1);
    await slow.answer();
    expect(observer.getCurrentResult().data).toBe(2);
    stop();
  });

  it('leaves alone what an event does not concern', async () => {
    const { events, slow, stop } = watch(['settings.get', {}]);
    await slow.answer();
    events.publish('keys.changed');
    await settled();
    expect(slow.count).toBe(1);
    stop();
  });

  it('makes a storm of events one more read, not one each, and never starves', async () => {
    const { events, slow, observer, stop } = watch(['keys.list', 'all']);
    await slow.answer();
    for (let times = 0; times < 100; times++) events.publish('keys.changed');
    await settled();
    expect(slow.count).toBe(2);
    for (let times = 0; times < 100; times++) events.publish('keys.changed');
    await slow.answer();
    expect(observer.getCurrentResult().data).toBe(2);
    expect(slow.count).toBe(3);
    await slow.answer();
    expect(slow.count).toBe(3);
    expect(observer.getCurrentResult().data).toBe(3);
    stop();
  });

  it('reads once more when the event came during the very first read', async () => {
    const { events, slow, observer, stop } = watch(['keys.list', 'all']);
    await settled();
    events.publish('keys.changed');
    await slow.answer();
    expect(slow.count).toBe(2);
    await slow.answer();
    expect(observer.getCurrentResult().data).toBe(2);
    stop();
  });

  it('listens to every event of the contract, and to none after its undo', () => {
    const { events, undo, stop } = watch(['keys.list', 'all']);
    expect([...events.listeners.keys()].sort()).toEqual([...eventNames].sort());
    undo();
    expect([...events.listeners.values()].every((listeners) => listeners.size === 0)).toBe(true);
    stop();
  });
});

describe('the cache', () => {
  it('never retries, never asks whether there is a network, and never grows stale by time', () => {
    expect(createQueryClient().getDefaultOptions().queries).toMatchObject({
      networkMode: 'always',
      retry: false,
      staleTime: Number.POSITIVE_INFINITY,
    });
  });
});
