import { describe, expect, it } from 'vitest';
import { WindowEvents, type EventTarget } from '../../../../electron/ipc/publish-events.ts';

const target = (isDestroyed: boolean): EventTarget & { readonly sent: unknown[][] } => {
  const sent: unknown[][] = [];
  return {
    sent,
    isDestroyed: () => isDestroyed,
    send: (channel, payload) => {
      if (isDestroyed) throw new TypeError('Object has been destroyed');
      sent.push([channel, payload]);
    },
  };
};

describe('an event', () => {
  it('reaches the window that is open now', () => {
    const first = target(false);
    const second = target(false);
    let current = first;
    const events = new WindowEvents(() => current);
    events.publish('clipboard.cleared', {});
    current = second;
    events.publish('clipboard.cleared', {});
    expect(first.sent).toEqual([['clipboard.cleared', {}]]);
    expect(second.sent).toEqual([['clipboard.cleared', {}]]);
  });

  it('is dropped without a window, and by one that is going', () => {
    const going = target(true);
    new WindowEvents(() => null).publish('clipboard.cleared', {});
    new WindowEvents(() => going).publish('clipboard.cleared', {});
    expect(going.sent).toEqual([]);
  });
});
