import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Stores } from '../../../electron/services/ports/stores.ts';
import { openMemoryStores } from '../../../electron/storage/memory-stores.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../fakes/fake-id-source.ts';
import { TempProfile } from '../../fakes/temp-profile.ts';
import { emptyModel } from './store-model.ts';
import { difference, play } from './store-player.ts';
import { prelude, scriptArbitrary } from './store-steps.ts';

const MEMORY_RUNS = 10_000;
const DISK_RUNS = 300;

class Undo extends Error {}

/** Undoes the script, so that one database serves all of them. */
function undone(stores: Stores, action: () => void): void {
  try {
    stores.transaction(() => {
      action();
      throw new Undo();
    });
  } catch (cause) {
    if (!(cause instanceof Undo)) throw cause;
  }
}

let profile: TempProfile | null = null;
afterEach(() => {
  profile?.remove();
  profile = null;
});

describe('the stores and a model of them in plain data', () => {
  it(`agree after ${String(MEMORY_RUNS)} random scripts`, () => {
    const stores = openMemoryStores({ clock: new FakeClock(), ids: new FakeIdSource() });
    const start = play(prelude, stores, emptyModel());
    fc.assert(
      fc.property(scriptArbitrary, (script) => {
        undone(stores, () => {
          expect(difference(stores, play(script, stores, start))).toBeNull();
        });
      }),
      { numRuns: MEMORY_RUNS },
    );
    expect(difference(stores, start)).toBeNull();
    stores.close();
  }, 120_000);

  it(`agree through ${String(DISK_RUNS)} random scripts on disk, reopened after each`, async () => {
    profile = new TempProfile();
    const temp = profile;
    let state = play(prelude, (await temp.open()).stores, emptyModel());
    const scripts = fc.sample(scriptArbitrary, DISK_RUNS);
    for (const script of scripts) {
      const { stores } = await temp.reopen();
      expect(difference(stores, state)).toBeNull();
      state = play(script, stores, state);
      expect(difference(stores, state)).toBeNull();
    }
    expect(difference((await temp.reopen()).stores, state)).toBeNull();
    temp.shut();
    expect(temp.filesHolding('RKCANARY')).toEqual([]);
  }, 120_000);
});
