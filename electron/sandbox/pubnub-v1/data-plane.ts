import { createDataPlane } from '../pubnub-data-plane/data-plane.ts';
import type { SandboxHandler } from '../sandbox-handler.ts';
import type { AdminContext } from './admin-context.ts';
import { isOn } from './keyset-properties.ts';

/** The data plane over this account's keysets; a disabled one is dead, with the tuned delays. */
export function createAccountDataPlane({ store, clock, tuning }: AdminContext): SandboxHandler {
  return createDataPlane({
    clock,
    liveKeyset: (subscribeKey) => {
      const keyset = store.keysetBySubscribeKey(subscribeKey);
      if (keyset === undefined) return undefined;
      const now = clock.now();
      const { activationLagMs, revocationLagMs } = tuning();
      const isKnown = now >= keyset.createdAt + activationLagMs;
      const isDead =
        keyset.status === 0 && now >= (keyset.disabledAt ?? keyset.createdAt) + revocationLagMs;
      if (!isKnown || isDead) return undefined;
      const { publishKey, secretKey, properties } = keyset;
      return {
        publishKey,
        secretKeys: secretKey === null ? [] : [secretKey],
        hasAccessManager: isOn(properties, 'uls'),
        hasPresence: isOn(properties, 'presence'),
        hasHistory: isOn(properties, 'history'),
      };
    },
  });
}
