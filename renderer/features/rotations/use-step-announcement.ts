import { useEffect } from 'react';
import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { stepWordsOf } from '../../messages/rotation-step-words.ts';
import { announce } from '../../ui/announce.ts';

/** Says each step aloud as it is reached; what needs the person, at once. */
export function useStepAnnouncement({ step, plan, isOldLost }: RotationView): void {
  const words = stepWordsOf(step, plan, isOldLost);
  const isUrgent = step === 'needs-attention';
  useEffect(() => {
    announce(`Rotation: ${words}.`, isUrgent ? 'assertive' : 'polite');
  }, [words, isUrgent]);
}
