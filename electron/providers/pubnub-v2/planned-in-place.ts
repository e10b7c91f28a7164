import { SECOND_MS } from '../../../shared/lib/duration.ts';
import type { PlannedCall } from '../../../shared/rotations/rotation-view.ts';
import { call, grant, reads } from './planned-calls.ts';

/**
 * The calls of a rotation in place in their order. With an overlap a person ends the old secret, or
 * PubNub does when its time has come; without one it has ended with the second call.
 */
export function plannedInPlace(input: {
  readonly providerKeyId: string;
  readonly stub: string | null;
  readonly overlapMs: number | null;
  readonly canProbe: boolean;
}): readonly PlannedCall[] {
  const { overlapMs, canProbe } = input;
  const keysetPath = `/keysets/${input.providerKeyId}`;
  const secretKeysPath = `${keysetPath}/secret-keys`;
  const seconds = overlapMs === null ? '' : String(Math.round(overlapMs / SECOND_MS));
  const body = overlapMs === null ? {} : { expiresAt: `{${seconds} seconds after this call}` };
  const prove = (which: 'new' | 'old', purpose: 'prove-new' | 'prove-old-dead'): PlannedCall[] =>
    canProbe ? [grant('subscribe key', `${which} secret key`, purpose)] : [];
  const oldPath = `${secretKeysPath}/${input.stub ?? '{first characters of the old secret key}'}`;
  const retire = [
    call('GET', `${secretKeysPath}?activeOnly=true`, 're-read-old'),
    call('DELETE', oldPath, 'retire-old'),
  ];
  return [
    ...reads(keysetPath, 'read-old'),
    call('POST', secretKeysPath, 'create-new', body),
    ...reads(keysetPath, 'read-new'),
    ...prove('new', 'prove-new'),
    ...(overlapMs === null ? [] : retire),
    ...reads(keysetPath, 're-read-old'),
    ...prove('old', 'prove-old-dead'),
  ];
}
