import type { DestinationKind, DestinationView } from '../../../shared/rotations/destination.ts';
import type { Status } from '../../ui/status-mark.tsx';

export const kindWords: Readonly<Record<DestinationKind, string>> = {
  copy: 'Copied by you',
  file: 'New file',
  'env-file': '.env file',
  'json-file': 'JSON file',
  command: 'Program',
  vault: 'Vault',
  'by-hand': 'By hand',
};

interface StateWords {
  readonly status: Status;
  readonly word: string;
}

export const stateWords: Readonly<Record<DestinationView['state'], StateWords>> = {
  waiting: { status: 'ended', word: 'waiting' },
  running: { status: 'active', word: 'running' },
  confirmed: { status: 'active', word: 'confirmed' },
  failed: { status: 'attention', word: 'failed' },
  undoing: { status: 'ended', word: 'going back' },
  undone: { status: 'attention', word: 'put back' },
};

/** ".env file: orders/.env, PUBNUB_SECRET_KEY": what it is, its name, and the place in it. */
export function destinationWords({
  kind,
  label,
  detail,
}: Pick<DestinationView, 'kind' | 'label' | 'detail'>): {
  readonly kind: string;
  readonly name: string;
} {
  const name = kind === 'copy' ? '' : [label, detail].filter((part) => part !== '').join(' · ');
  return { kind: kindWords[kind], name };
}

/** What to do about a destination that does not have the secret; null where its state says enough. */
export function nextStep({
  kind,
  state,
  error,
}: Pick<DestinationView, 'kind' | 'state' | 'error'>): string | null {
  switch (state) {
    case 'failed':
      return kind === 'command' && error?.kind === 'outcome-unknown'
        ? 'Look whether the program has done its work. Confirm it if so, else try this step again.'
        : 'Mend the cause and try this step again, or put the new secret there yourself and confirm it.';
    case 'undone':
      return 'It holds the old secret again. Try this step again to write the new one, or confirm it if it is not needed there.';
    case 'running':
      return kind === 'command' ? 'The program is running.' : null;
    case 'waiting':
    case 'confirmed':
    case 'undoing':
      return null;
  }
}
