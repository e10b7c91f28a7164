import type { PlannedCall } from '../../../shared/rotations/rotation-view.ts';
import type { KeyDraft } from '../../services/ports/provider-values.ts';
import { createBody } from './create-body.ts';

const MAX_BODY_LENGTH = 4_000;
const MAX_PATH_LENGTH = 500;

/** The calls of a replacement in their order, with names in braces for what does not exist yet. */
export function plannedReplacement(input: {
  readonly providerKeyId: string;
  readonly draft: KeyDraft;
  readonly canProbe: boolean;
}): readonly PlannedCall[] {
  const oldPath = `/keys/${input.providerKeyId}`;
  const prove = (which: 'new' | 'old', purpose: 'prove-new' | 'prove-old-dead'): PlannedCall[] =>
    input.canProbe ? [grant(which, purpose)] : [];
  return [
    call('GET', oldPath, 'read-old'),
    call('POST', '/keys', 'create-new', createBody(input.draft)),
    call('GET', '/keys/{new id}', 'read-new'),
    ...prove('new', 'prove-new'),
    call('PUT', oldPath, 'retire-old', { status: 0 }),
    call('GET', oldPath, 're-read-old'),
    ...prove('old', 'prove-old-dead'),
  ];
}

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
