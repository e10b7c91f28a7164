import type { PreflightFinding, RotationPlan } from './rotation-view.ts';

/** Only the old key cannot be tried; the new one is. */
export const isAboutOldSecret = ({ reason }: PreflightFinding): boolean =>
  reason === 'secret-not-held' || reason === 'old-already-refused';

/** What a start depends on. `quoted` makes a name from outside safe to read. */
export function preconditions(
  { keyName, containerName, environment, strategy, listedStubs }: RotationPlan,
  quoted: (name: string) => string,
): string[] {
  const stubs = listedStubs.map((stub) => quoted(`${stub}…`));
  const secrets =
    stubs.length === 0
      ? 'Which secrets it has was not known when this was written.'
      : `Its secrets begin with ${stubs.join(', ')}, and there are no others.`;
  const rights =
    'What Rekey signs in with may make these calls. Not every provider tells that beforehand; a call that is refused changes nothing.';
  return [
    `The key ${quoted(keyName)} in ${quoted(containerName)}${environment === 'unset' ? '' : ` (${environment})`} ${strategy === 'guided' ? 'stands as active in Rekey’s list.' : 'is active and may do what it may do now.'}`,
    ...(strategy === 'guided' ? [] : [secrets, rights]),
    'No rotation of it is open, and the keychain and the profile can be written.',
  ];
}

/** When what ends, and how long a lost answer is looked for. */
export function timings(plan: RotationPlan, spoken: (durationMs: number) => string): string[] {
  return [
    endOfOld(plan, spoken),
    orderOfEnd(plan),
    ...(plan.strategy === 'guided'
      ? []
      : [
          'If the answer to the call that creates is lost, Rekey looks for two minutes for what it made and never creates again by itself.',
        ]),
  ];
}

function endOfOld(
  { strategy, overlapMs }: RotationPlan,
  spoken: (durationMs: number) => string,
): string {
  if (overlapMs !== null)
    return `The provider ends the old secret ${spoken(overlapMs)} after the call, whether Rekey runs or not.`;
  return strategy === 'immediate'
    ? 'The old secret ends with the call: nothing works until the consumers have the new one.'
    : 'The old key works until a person ends it; there is no time limit.';
}

function orderOfEnd({ strategy, trigger }: RotationPlan): string {
  if (trigger === 'exposed') return 'The old one is ended before the consumers have the new one.';
  switch (strategy) {
    case 'overlap':
      return 'Rekey ends it earlier only when you say so, and after every destination is confirmed.';
    case 'immediate':
      return 'The consumers get the new one as soon as it is proved.';
    case 'replace':
    case 'guided':
      return 'The old one is ended only after every destination is confirmed.';
  }
}
