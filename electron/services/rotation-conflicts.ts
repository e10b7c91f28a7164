import type { KeyId } from '../../shared/lib/ids.ts';
import { newKeyOf, parseRotation } from '../../shared/rotations/rotation.ts';
import type { PreflightFinding } from '../../shared/rotations/rotation-view.ts';
import type { Stores } from './ports/stores.ts';
import { blocks } from './rotation-findings.ts';

/** Rotations that have to be finished before one of this key can start. */
export function openRotations(
  { rotations }: Pick<Stores, 'rotations'>,
  keyId: KeyId,
): readonly PreflightFinding[] {
  const error = { kind: 'conflict', reason: 'rotation-open' } as const;
  const ownId = rotations.openOf(keyId);
  // It may still be rolled back: ending its new key would end this one's old key.
  const maker = rotations.all().find(({ isOpen, json }) => {
    const parsed = isOpen ? parseRotation(json) : null;
    return (
      parsed?.kind === 'rotation' &&
      parsed.rotation.oldKey.keyId !== keyId &&
      newKeyOf(parsed.rotation)?.keyId === keyId
    );
  });
  return [
    ...(ownId === null ? [] : [{ ...blocks('rotation-open', error), rotationId: ownId }]),
    ...(maker === undefined
      ? []
      : [{ ...blocks('made-by-open-rotation', error), rotationId: maker.id }]),
  ];
}
