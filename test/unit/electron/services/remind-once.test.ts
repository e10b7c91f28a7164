import { beforeEach, describe, expect, it } from 'vitest';
import { RemindOnce, type Reminder } from '../../../../electron/services/remind-once.ts';
import type { Stores } from '../../../../electron/services/ports/stores.ts';
import { openMemoryStores } from '../../../../electron/storage/memory-stores.ts';
import { DAY_MS } from '../../../../shared/lib/duration.ts';
import { FakeClock } from '../../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../../fakes/fake-id-source.ts';

let clock: FakeClock;
let stores: Stores;
let shown: string[];

const started = (): RemindOnce =>
  new RemindOnce({
    clock,
    shownReminders: stores.shownReminders,
    notifications: { show: ({ title }) => shown.push(title) },
  });
const reminders = (...ids: string[]): Reminder[] =>
  ids.map((id) => ({ id, title: id, body: 'a name' }));

beforeEach(() => {
  clock = new FakeClock();
  stores = openMemoryStores({ clock, ids: new FakeIdSource() });
  shown = [];
  return () => {
    stores.close();
  };
});

describe('a reminder', () => {
  it('is shown once, also after a restart', () => {
    const first = started();
    first.show(reminders('a'));
    first.show(reminders('a', 'b'));
    started().show(reminders('a', 'b'));
    expect(shown).toEqual(['a', 'b']);
  });

  it('beyond five is summed up, the most urgent shown by name', () => {
    started().show(reminders('a', 'b', 'c', 'd', 'e', 'f', 'g'));
    expect(shown).toEqual(['a', 'b', 'c', 'd', 'e', '2 more reminders']);
    started().show(reminders('f', 'g'));
    expect(shown).toHaveLength(6);
  });

  it('of a later hour counts among the five, of a later day does not', () => {
    const remindOnce = started();
    remindOnce.show(reminders('a', 'b', 'c', 'd', 'e'));
    clock.advance(DAY_MS - 1);
    remindOnce.show(reminders('f'));
    clock.advance(1);
    remindOnce.show(reminders('g'));
    expect(shown.slice(5)).toEqual(['One more reminder', 'g']);
  });
});
