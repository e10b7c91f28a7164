import { ErrorBanner } from '../../../parts/error-banner.tsx';
import { useFocusWhenLost } from '../../../ui/use-focus-when-lost.ts';
import { LostAnswer } from './lost-answer.tsx';
import type { CreateKey, LostLook } from './use-create-key.ts';
import type { KeyPlace } from './use-key-draft.ts';

export interface CreateOutcomeProps {
  place: KeyPlace;
  name: string;
  create: CreateKey;
  /** Of this place and name. */
  lost: LostLook | null;
  onSendAgain: () => Promise<void>;
}

/** What came of the last attempt. Keeps the focus when an answer takes away the button that asked for it. */
export function CreateOutcome({ place, name, create, lost, onSendAgain }: CreateOutcomeProps) {
  const box = useFocusWhenLost(lost ?? create.error, null);
  return (
    <div ref={box} tabIndex={-1}>
      {lost !== null && (
        <LostAnswer
          place={place}
          name={name}
          look={lost}
          isSending={create.isPending}
          onLookAgain={create.lookAgain}
          onSendAgain={onSendAgain}
        />
      )}
      {lost === null && create.error !== null && (
        <ErrorBanner error={create.error} connectionId={place.connection.id} />
      )}
    </div>
  );
}
