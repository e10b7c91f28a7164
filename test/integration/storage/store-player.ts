import { isDeepStrictEqual } from 'node:util';
import type { Stores } from '../../../electron/services/ports/stores.ts';
import { ModelRefusal, modelDump, storesDump } from './store-model.ts';
import type { ModelState } from './store-model.ts';
import { asked } from './store-steps.ts';
import type { Script } from './store-steps.ts';

class GroupFails extends Error {}

/** Whether the action was refused by a constraint; whatever else it throws goes on. */
function isRefused(action: () => void, refusal: (cause: unknown) => boolean): boolean {
  try {
    action();
    return false;
  } catch (cause) {
    if (refusal(cause)) return true;
    throw cause;
  }
}

const isConstraint = (cause: unknown): boolean =>
  cause instanceof Error && /constraint failed|another value/.test(cause.message);

/** Plays the script on both; answers the model's state at the end. Throws where they disagree. */
export function play(script: Script, stores: Stores, before: ModelState): ModelState {
  let state = before;
  for (const item of script) {
    const next = structuredClone(state);
    if ('steps' in item) {
      let inside = next;
      try {
        stores.transaction(() => {
          inside = play(item.steps, stores, next);
          if (item.fails) throw new GroupFails();
        });
        state = inside;
      } catch (cause) {
        if (!(cause instanceof GroupFails)) throw cause;
      }
      continue;
    }
    const modelRefused = isRefused(
      () => {
        item.model(next);
      },
      (cause) => cause instanceof ModelRefusal,
    );
    const realRefused = isRefused(() => {
      item.real(stores);
    }, isConstraint);
    if (modelRefused !== realRefused) {
      throw new Error(`${item.name}: refused ${String(realRefused)}, not ${String(modelRefused)}`);
    }
    if (!modelRefused) state = next;
  }
  return state;
}

/** The first member in which the two answers differ; null when they agree. */
export function difference(stores: Stores, state: ModelState): unknown {
  const real = storesDump(stores, asked) as Record<string, unknown>;
  const wanted = modelDump(state, asked) as Record<string, unknown>;
  const member = Object.keys(wanted).find((key) => !isDeepStrictEqual(real[key], wanted[key]));
  return member === undefined ? null : { member, real: real[member], wanted: wanted[member] };
}
