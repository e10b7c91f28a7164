import type { Clock } from '../services/ports/clock.ts';
import type { IdSource } from '../services/ports/id-source.ts';
import type { Stores } from '../services/ports/stores.ts';
import { openMemoryDatabase } from './database.ts';
import { storesOver } from './sqlite-stores.ts';

/** Stores of a session that leaves nothing behind; fingerprints mean something in it only. */
export function openMemoryStores(deps: { readonly clock: Clock; readonly ids: IdSource }): Stores {
  return storesOver(openMemoryDatabase(), deps.ids.bytes(32));
}
