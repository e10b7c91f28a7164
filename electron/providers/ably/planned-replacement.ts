import type { PlannedCall } from '../../../shared/rotations/rotation-view.ts';
import type { KeyDraft } from '../../services/ports/provider-values.ts';
import { createBody } from './capability.ts';
import { appKeyIdOf } from './key-id.ts';

const MAX_BODY_LENGTH = 4_000;
const MAX_PATH_LENGTH = 500;

/** The calls of a replacement in their order, with names in braces for what does not exist yet. */
export function plannedReplacement(input: {
  readonly providerKeyId: string;
  readonly draft: KeyDraft;
  readonly canProbe: boolean;
}): readonly PlannedCall[] {
  const { providerKeyId, draft } = input;
  const keysPath = `/apps/${draft.providerContainerId}/keys`;
  const oldKeyId = appKeyIdOf(providerKeyId)?.keyId ?? providerKeyId;
  const prove = (keyName: string, purpose: PlannedCall['purpose']): PlannedCall[] =>
    input.canProbe ? [requestToken(keyName, purpose)] : [];
  return [
    call('GET', keysPath, 'read-old'),
    call('POST', keysPath, 'create-new', createBody(draft)),
    call('GET', keysPath, 'read-new'),
    ...prove('{new key}', 'prove-new'),
    call('POST', `${keysPath}/${oldKeyId}/revoke`, 'retire-old'),
    call('GET', keysPath, 're-read-old'),
    ...prove(providerKeyId, 'prove-old-dead'),
  ];
}

/** Asks for a token that nobody uses: changes nothing. */
const requestToken = (keyName: string, purpose: PlannedCall['purpose']): PlannedCall => ({
  method: 'POST',
  path: `/keys/${keyName}/requestToken`.slice(0, MAX_PATH_LENGTH),
  purpose,
  mutates: false,
  bodySummary: 'a token of one second that nobody uses, signed in with the key',
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
