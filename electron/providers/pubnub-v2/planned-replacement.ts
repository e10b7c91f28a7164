import type { PlannedCall } from '../../../shared/rotations/rotation-view.ts';
import type { KeyDraft } from '../../services/ports/provider-values.ts';
import { createBody } from './create-body.ts';
import { call, grant, reads } from './planned-calls.ts';

/** The calls of a replacement in their order, with names in braces for what does not exist yet. */
export function plannedReplacement(input: {
  readonly providerKeyId: string;
  readonly draft: KeyDraft;
  readonly canProbe: boolean;
}): readonly PlannedCall[] {
  const oldPath = `/keysets/${input.providerKeyId}`;
  const prove = (which: 'new' | 'old', purpose: 'prove-new' | 'prove-old-dead'): PlannedCall[] =>
    input.canProbe ? [grant(`${which} subscribe key`, 'secret key', purpose)] : [];
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
