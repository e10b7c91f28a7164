import type { AttentionReason } from '../../../shared/keys/key.ts';

interface GroupWords {
  readonly title: string;
  /** What it means for all keys of the group, and what helps. */
  readonly sentence: string;
}

export const groupWords: Readonly<Record<AttentionReason, GroupWords>> = {
  'rotation-waiting': {
    title: 'Rotations that wait for you',
    sentence: 'Old and new key both exist until the rotation is finished. Continue it.',
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
