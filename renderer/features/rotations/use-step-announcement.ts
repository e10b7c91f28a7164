import { useEffect } from 'react';
import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { announce } from '../../ui/announce.ts';
import { stepWords } from './rotation-words.ts';

/** Says each step aloud as it is reached; what needs the person, at once. */
export function useStepAnnouncement({ step }: RotationView): void {
  useEffect(() => {
    announce(`Rotation: ${stepWords[step]}.`, step === 'needs-attention' ? 'assertive' : 'polite');
  }, [step]);
}
