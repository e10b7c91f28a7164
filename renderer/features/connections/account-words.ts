import type { Connection, SyncProgress } from '../../../shared/connections/connection.ts';
import { countOf, figure } from '../../messages/count-words.ts';
import { exactTime } from '../../messages/exact-time.ts';

export interface SignInWords {
  readonly mark: 'active' | 'attention' | 'unknown';
  /** For the row. */
  readonly short: string;
  /** For the account's own screen, where what to do stands above. */
  readonly sentence: string;
}

/** There is no sign-in to speak of. */
export const byHandWords: SignInWords = {
  mark: 'active',
  short: 'kept by hand',
  sentence: 'None: this list is kept by hand, and nothing is read.',
};

/** How the sign-in of an account stands at `now`. */
export function signInWords(
  connection: Pick<Connection, 'signIn' | 'credentialExpiresAt' | 'isSandbox'>,
  now: number,
): SignInWords {
  const { signIn, credentialExpiresAt } = connection;
  switch (signIn) {
    case 'needed':
      return {
        mark: 'attention',
        short: 'sign-in needed',
        sentence: 'The session has ended.',
      };
    case 'until-quit':
      return {
        mark: 'unknown',
        short: 'until Rekey quits',
        sentence: 'Signed in until Rekey quits: without a keychain the session is not kept.',
      };
    case 'signed-in':
      return {
        mark: 'active',
        short: 'signed in',
        sentence: `Signed in. ${endOfSession(credentialExpiresAt, now)}`,
      };
  }
}

function endOfSession(endsAt: number | null, now: number): string {
  if (endsAt === null) return 'The provider does not say when the session ends.';
  return endsAt <= now
    ? `The session was to end on ${exactTime(endsAt)}.`
    : `The session ends on ${exactTime(endsAt)}.`;
}

/** "3 of 12 pages · 240 keys"; no total before the provider has told one. */
export function syncFigures({
  pagesFetched,
  pagesTotal,
  keysFetched,
}: Pick<SyncProgress, 'pagesFetched' | 'pagesTotal' | 'keysFetched'>): string {
  const pages =
    pagesTotal === null
      ? countOf(pagesFetched, 'page', 'pages')
      : `${figure(pagesFetched)} of ${countOf(pagesTotal, 'page', 'pages')}`;
  return `${pages} · ${countOf(keysFetched, 'key', 'keys')}`;
}

/** The part of a server address that tells servers apart; all of it where it is no address. */
export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}
