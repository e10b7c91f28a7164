import { createDataPlane } from '../pubnub-data-plane/data-plane.ts';
import type { SandboxHandler } from '../sandbox-handler.ts';
import type { AdminContext } from './admin-context.ts';
import { isOn } from './keyset-config.ts';

/** The data plane over this account's keysets: several secret keys of one may be good at once. */
export function createAccountDataPlane({ store, clock, tuning }: AdminContext): SandboxHandler {
  return createDataPlane({
    clock,
    liveKeyset: (subscribeKey) => {
      const keyset = store.keysetBySubscribeKey(subscribeKey);
      if (keyset === undefined) return undefined;
      const now = clock.now();
      const { activationLagMs, revocationLagMs } = tuning();
      // Expiry is known ahead to every server, so nothing lags behind it.
      const isOver = (instant: number | null): boolean =>
        instant !== null && now >= instant + revocationLagMs;
      if (now < keyset.createdAt + activationLagMs || isOver(keyset.deletedAt)) return undefined;
      const { publishKey, config } = keyset;
      return {
        publishKey,
        secretKeys: keyset.secretKeys
          .filter(({ expiresAt, endedAt }) => !isOver(endedAt) && (expiresAt ?? Infinity) > now)
          .map(({ secretKey }) => secretKey),
        hasAccessManager: isOn(config, 'accessManager'),
        hasPresence: isOn(config, 'presence'),
        hasHistory: isOn(config, 'messagePersistence'),
      };
    },
  });
}
