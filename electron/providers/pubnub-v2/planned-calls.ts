import type { PlannedCall } from '../../../shared/rotations/rotation-view.ts';

const MAX_BODY_LENGTH = 4_000;
const MAX_PATH_LENGTH = 500;

/** A keyset, its settings and its secret keys come by three calls. */
export const reads = (path: string, purpose: PlannedCall['purpose']): PlannedCall[] => [
  call('GET', path, purpose),
  call('GET', `${path}/config`, purpose),
  call('GET', `${path}/secret-keys?activeOnly=true`, purpose),
];

/** Asks for a token on a channel nobody uses: changes nothing. */
export const grant = (
  subscribeKey: string,
  signer: string,
  purpose: PlannedCall['purpose'],
): PlannedCall => ({
  method: 'POST',
  path: `/v3/pam/{${subscribeKey}}/grant`,
  purpose,
  mutates: false,
  bodySummary: `a token of one minute for the channel rekey-check-…, signed with the ${signer}`,
});

export function call(
  method: PlannedCall['method'],
  path: string,
  purpose: PlannedCall['purpose'],
  body: unknown = null,
): PlannedCall {
  return {
    method,
    path: path.slice(0, MAX_PATH_LENGTH),
    purpose,
    mutates: method !== 'GET',
    bodySummary: body === null ? null : JSON.stringify(body).slice(0, MAX_BODY_LENGTH),
  };
}
