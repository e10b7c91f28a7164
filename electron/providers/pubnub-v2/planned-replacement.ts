import type { PlannedCall } from '../../../shared/rotations/rotation-view.ts';
import type { KeyDraft } from '../../services/ports/provider-adapter.ts';
import { createBody } from './create-body.ts';

const MAX_BODY_LENGTH = 4_000;
const MAX_PATH_LENGTH = 500;

/** The calls of a replacement in their order, with names in braces for what does not exist yet. */
export function plannedReplacement(input: {
  readonly providerKeyId: string;
  readonly draft: KeyDraft;
  readonly canProbe: boolean;
}): readonly PlannedCall[] {
  const oldPath = `/keysets/${input.providerKeyId}`;
  const prove = (which: 'new' | 'old', purpose: 'prove-new' | 'prove-old-dead'): PlannedCall[] =>
    input.canProbe ? [grant(which, purpose)] : [];
  return [
    ...reads(oldPath, 'read-old'),
    call('POST', '/keysets', 'create-new', createBody(input.draft)),
    ...reads('/keysets/{new id}', 'read-new'),
    ...prove('new', 'prove-new'),
    call('DELETE', oldPath, 'retire-old'),
    call('GET', oldPath, 're-read-old'),
    ...prove('old', 'prove-old-dead'),
  ];
}

/** A keyset, its settings and its secret keys come by three calls. */
const reads = (path: string, purpose: PlannedCall['purpose']): PlannedCall[] => [
  call('GET', path, purpose),
  call('GET', `${path}/config`, purpose),
  call('GET', `${path}/secret-keys?activeOnly=true`, purpose),
];

/** Asks for a token on a channel nobody uses: changes nothing. */
const grant = (which: 'new' | 'old', purpose: PlannedCall['purpose']): PlannedCall => ({
  method: 'POST',
  path: `/v3/pam/{${which} subscribe key}/grant`,
  purpose,
  mutates: false,
  bodySummary: 'a token of one minute for the channel rekey-check-…, signed with the secret key',
});

function call(
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
