import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stores } from '../../../electron/services/ports/stores.ts';
import { openMemoryDatabase } from '../../../electron/storage/database.ts';
import { TempProfile } from '../../fakes/temp-profile.ts';
import { connectionRecord } from './sample-records.ts';

let profile: TempProfile;
let stores: Stores;
beforeEach(async () => {
  profile = new TempProfile();
  stores = (await profile.open()).stores;
});
afterEach(() => {
  profile.remove();
});

const save = (number: number): void => {
  stores.connections.save(connectionRecord(number));
};
const saved = (): string[] => stores.connections.all().map(({ label }) => label);

describe('a transaction', () => {
  it('saves everything and gives back what its action gives', () => {
    const value = stores.transaction(() => {
      save(1);
      save(2);
      return 'value';
    });
    expect(value).toBe('value');
    expect(saved()).toEqual(['Account 1', 'Account 2']);
  });

  it('saves nothing when its action throws, and throws on', () => {
    const cause = new Error('stop');
    expect(() =>
      stores.transaction(() => {
        save(1);
        throw cause;
      }),
    ).toThrow(cause);
    expect(saved()).toEqual([]);
  });

  it('inside another undoes only itself when the outer one catches', () => {
    stores.transaction(() => {
      save(1);
      try {
        stores.transaction(() => {
          save(2);
          stores.transaction(() => {
            save(3);
          });
          throw new Error('inner');
        });
      } catch (cause) {
        if (!(cause instanceof Error) || cause.message !== 'inner') throw cause;
      }
      save(4);
    });
    expect(saved()).toEqual(['Account 1', 'Account 4']);
  });

  it('inside another is undone with it', () => {
    expect(() => {
      stores.transaction(() => {
        stores.transaction(() => {
          save(1);
        });
        throw new Error('outer');
      });
    }).toThrow('outer');
    expect(saved()).toEqual([]);
  });

  it('cannot wait for a promise', () => {
    expect(() =>
      stores.transaction(() => {
        save(1);
        return Promise.resolve();
      }),
    ).toThrow(TypeError);
    expect(saved()).toEqual([]);
  });

  it('that the disk has ended saves nothing more on its own', () => {
    const connection = openMemoryDatabase();
    const insert = connection.prepare<never>('INSERT INTO keychainItems VALUES (?, 0)');
    expect(() => {
      connection.transaction(() => {
        insert.run('before');
        // What SQLite does by itself when a write inside finds the disk full.
        connection.exec('ROLLBACK');
        insert.run('after');
      });
    }).toThrow('rolled back');
    const count = connection.prepare<{ count: number }>(
      'SELECT count(*) AS count FROM keychainItems',
    );
    expect(count.get()).toEqual({ count: 0 });
    insert.run('next');
    expect(count.get()).toEqual({ count: 1 });
    connection.close();
  });

  it('is on disk when it answers', async () => {
    stores.transaction(() => {
      save(1);
    });
    stores = (await profile.reopen()).stores;
    expect(saved()).toEqual(['Account 1']);
  });
});

describe('checkWritable', () => {
  it('is fine on a good disk, again and again, and leaves nothing behind', () => {
    for (let index = 0; index < 5; index += 1) {
      expect(stores.checkWritable()).toEqual({ ok: true, value: null });
    }
    stores.transaction(() => {
      expect(stores.checkWritable()).toEqual({ ok: true, value: null });
    });
  });
});
