import { z } from 'zod';
import { keyNameOf, type KeyRecord } from './account-record.ts';
import type { AdminContext } from './admin-context.ts';
import { errorBody, VendorRefusal } from './vendor-refusal.ts';

const hourMs = 3_600_000;
const reauthMarginMs = 30_000;

export const revocationSchema = z.strictObject({
  targets: z.array(z.string()).min(1).max(100),
  issuedBefore: z.int().exactOptional(),
  allowReauthMargin: z.boolean().default(false),
});

/** What became of each target. Tokens that are issued later are not affected. */
export function revokeTokens(
  request: z.infer<typeof revocationSchema>,
  key: KeyRecord,
  { store, clock }: AdminContext,
): { readonly results: readonly object[]; readonly failureCount: number } {
  if (key.revocableTokens !== true) {
    throw new VendorRefusal(401, 40_164, 'Token revocation is not enabled for this key');
  }
  const now = clock.now();
  const issuedBefore = request.issuedBefore ?? now;
  if (issuedBefore > now || issuedBefore < now - hourMs) {
    throw new VendorRefusal(400, 40_001, 'issuedBefore must lie within the last hour');
  }
  const appliesAt = now + (request.allowReauthMargin ? reauthMarginMs : 0);
  const outcomes = request.targets.map((target) => ({ target, problem: problemOf(target) }));
  store.revokeTokens(
    outcomes.flatMap(({ target, problem }) =>
      problem === null && target.startsWith('clientId:')
        ? {
            keyName: keyNameOf(key),
            clientId: target.slice('clientId:'.length),
            ...{ issuedBefore, appliesAt },
          }
        : [],
    ),
  );
  return {
    results: outcomes.map(({ target, problem }) =>
      problem === null
        ? { target, issuedBefore, appliesAt }
        : { target, error: errorBody(problem) },
    ),
    failureCount: outcomes.filter(({ problem }) => problem !== null).length,
  };
}

function problemOf(target: string): VendorRefusal | null {
  const [, kind] = /^(clientId|revocationKey|channel):./s.exec(target) ?? [];
  if (kind === undefined) return new VendorRefusal(400, 40_000, 'Malformed target');
  // Off until the vendor's support turns it on for an account.
  return kind === 'channel'
    ? new VendorRefusal(400, 40_163, 'Revocation by channel is not enabled')
    : null;
}
