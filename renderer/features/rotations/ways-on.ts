import type { PreflightFinding } from '../../../shared/rotations/rotation-view.ts';

/** What helps against something that was found, as far as a button can. */
export type WayOn = 'sign-in' | 'open-rotation' | 'open-account' | 'open-key';

const waysOn: Partial<Readonly<Record<PreflightFinding['reason'], WayOn>>> = {
  'not-signed-in': 'sign-in',
  'rotation-open': 'open-rotation',
  'made-by-open-rotation': 'open-rotation',
  'own-credential': 'open-account',
  'missing-right': 'open-account',
  'too-many-secrets': 'open-key',
  'stub-collision': 'open-key',
  'key-not-active': 'open-key',
  'secret-not-held': 'open-key',
};

/** The ways on for these findings, each once, in the order of the findings. */
export const waysOnOf = (findings: readonly PreflightFinding[]): readonly WayOn[] => [
  ...new Set(findings.flatMap(({ reason }) => waysOn[reason] ?? [])),
];
