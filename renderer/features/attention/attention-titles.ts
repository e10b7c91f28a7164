import type { AttentionReason } from '../../../shared/keys/key.ts';
import type { RotationStrategy } from '../../../shared/rotations/rotation-strategy.ts';

interface GroupWords {
  readonly title: string;
  /** What it means for all keys of the group, and what helps. */
  readonly sentence: string;
}

export const groupWords: Readonly<Record<AttentionReason, GroupWords>> = {
  'rotation-waiting': {
    title: 'Rotations that wait for you',
    sentence: 'Each may have an old and a new key or secret until it is finished. Continue it.',
  },
  'secret-not-held': {
    title: 'Secrets that were lost',
    sentence:
      'Rekey has had these secrets, but they are no longer on this machine and cannot be read from the provider. Rotate the keys.',
  },
  'gone-at-provider': {
    title: 'Gone at the provider',
    sentence:
      'The provider no longer lists these keys; somebody may have deleted them elsewhere. What is held here stays.',
  },
  'access-manager-off': {
    title: 'Open to everybody',
    sentence:
      'Access Manager is off in production: whoever has the subscribe key may read and write. Turn it on.',
  },
  'scope-unrestricted': {
    title: 'One key may do everything',
    sentence:
      'Each of these has every operation on every channel, so a leak opens all of them. Narrow what it may do.',
  },
  'over-age': {
    title: 'Due for rotation',
    sentence:
      'Soonest first, with what will soon be due. Rekey never rotates by itself: each rotation starts with a plan that you approve.',
  },
  'history-forever': {
    title: 'Messages kept the longest time',
    sentence: 'Messages stay for the longest time the provider offers. Shorten it where you can.',
  },
};

const waitingSentences: Readonly<Record<RotationStrategy, string>> = {
  replace: 'Old and new key may both exist until the rotation is finished. Continue it.',
  guided: 'Old and new key may both exist until the rotation is finished. Continue it.',
  overlap: 'The key may have an old and a new secret until the rotation is finished. Continue it.',
  immediate:
    'The old secret of the key ends as soon as the new one is made: what still uses it stops. Continue the rotation.',
};

/** What open rotations mean; in general words where they differ. */
export function waitingSentence(strategies: readonly RotationStrategy[]): string {
  const [sentence, ...others] = new Set(strategies.map((strategy) => waitingSentences[strategy]));
  return sentence === undefined || others.length > 0
    ? groupWords['rotation-waiting'].sentence
    : sentence;
}
