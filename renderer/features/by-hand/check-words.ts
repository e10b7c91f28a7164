import type { KeyCheck } from '../../../shared/keys/key-check.ts';
import type { BannerTone } from '../../ui/banner.tsx';

export interface CheckWords {
  readonly tone: BannerTone;
  readonly title: string;
  readonly text: string;
}

const reasons: Readonly<Record<NonNullable<KeyCheck['reason']>, string>> = {
  'access-manager-off': 'Where Access Manager is off, the secret key opens nothing.',
  'no-harmless-check': 'No request is known that would test it without doing harm.',
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
            text: `${providerName} refused a request with it${answer}. Either the key is not active, or its name and token do not belong together, or this computer’s clock is wrong. Rekey changed nothing.`,
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
      text: 'It is listed as ended, but requests with it are accepted. Look in the console whether the right key was ended.',
    };
  }
  const seconds = Math.ceil((settlesAt - checkedAt) / 1_000);
  return {
    tone: 'info',
    title: 'The key still works',
    text: `It can take a moment until an end takes effect. Check again in ${String(seconds)} s.`,
  };
}
