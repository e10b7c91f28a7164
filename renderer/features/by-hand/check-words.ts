import type { KeyCheck } from '../../../shared/keys/key-check.ts';
import type { BannerTone } from '../../ui/banner.tsx';

export interface CheckWords {
  readonly tone: BannerTone;
  readonly title: string;
  readonly text: string;
}

const reasons: Readonly<Record<NonNullable<KeyCheck['reason']>, string>> = {
  'access-manager-off': 'Where Access Manager is off, the secret key opens nothing.',
  'no-harmless-check': 'The provider knows no request that would be harmless.',
  'secret-not-held': 'Its secret is not on this machine.',
};

/** What a check showed, for a key that was listed as ended or not when it was checked. */
export function checkWords(
  { outcome, reason, code, checkedAt, settlesAt }: KeyCheck,
  context: { readonly providerName: string; readonly wasEnded: boolean },
): CheckWords {
  const { providerName, wasEnded } = context;
  const answer = code === null ? '' : ` (it answered ${String(code)})`;
  switch (outcome) {
    case 'works':
      return wasEnded ? stillWorks(checkedAt, settlesAt) : works(providerName, answer);
    case 'refused':
      return wasEnded
        ? {
            tone: 'success',
            title: 'The key is refused',
            text: `${providerName} takes no request with it any more${answer}.`,
          }
        : {
            tone: 'warning',
            title: 'The key is refused',
            text: `Either it is not active, or name, token and place do not fit together, or this computer’s clock is wrong${answer}. Rekey changed nothing.`,
          };
    case 'not-testable':
      return {
        tone: 'info',
        title: 'The key was not tested',
        text: reason === null ? '' : reasons[reason],
      };
  }
}

const works = (providerName: string, answer: string): CheckWords => ({
  tone: 'success',
  title: 'The key works',
  text: `${providerName} accepted a request with it${answer}.`,
});

function stillWorks(checkedAt: number, settlesAt: number | null): CheckWords {
  if (settlesAt === null) {
    return {
      tone: 'danger',
      title: 'The key still works',
      text: 'It was said to be ended, but its requests are accepted. Look whether the right row was clicked.',
    };
  }
  const seconds = Math.ceil((settlesAt - checkedAt) / 1_000);
  return {
    tone: 'info',
    title: 'The key still works',
    text: `An end can take a moment to be seen. Check again in ${String(seconds)} s.`,
  };
}
