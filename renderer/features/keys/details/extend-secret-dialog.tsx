import { useState } from 'react';
import type { KeySummary, Part } from '../../../../shared/keys/key.ts';
import { useCommand } from '../../../ipc/use-command.ts';
import { exactTime } from '../../../messages/exact-time.ts';
import { ErrorBanner } from '../../../parts/error-banner.tsx';
import { useNow } from '../../../parts/use-now.ts';
import { useProviders } from '../../../parts/use-providers.ts';
import { announce } from '../../../ui/announce.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { RadioGroup } from '../../../ui/radio-group.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { extraTimes, instantOfText, laterEnd } from './later-ends.ts';

type Choice = (typeof extraTimes)[number]['value'] | 'date';

export interface ExtendSecretDialogProps {
  part: Part;
  expiresAt: number;
  summary: KeySummary;
  onClose: () => void;
}

/** Open while it is mounted. Moves the end of a rotated secret. */
export function ExtendSecretDialog(props: ExtendSecretDialogProps) {
  const { part, expiresAt, summary, onClose } = props;
  const now = useNow();
  const planNotes = useProviders().find(summary.providerId)?.planNotes ?? null;
  const extend = useCommand('secrets.extend');
  const [choice, setChoice] = useState<Choice>('24h');
  const [dateText, setDateText] = useState('');
  const extra = extraTimes.find(({ value }) => value === choice);
  const next =
    extra === undefined ? instantOfText(dateText) : laterEnd(expiresAt, extra.extraMs, now);
  const run = async () => {
    if (next === null) return;
    const result = await extend.run({ partId: part.id, expiresAt: next });
    if (!result.ok) return;
    announce(`The secret now ends on ${exactTime(next)}.`);
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Extend the secret ${part.stub ?? ''}…`}
      confirmLabel={extra === undefined ? 'Set this end' : extra.label}
      isConfirmDisabled={next === null}
      onConfirm={() => void run()}
      isPending={extend.isPending}
      error={
        extend.error === null ? undefined : (
          <ErrorBanner error={extend.error} connectionId={summary.connectionId} />
        )
      }
    >
      <p>
        It ends on <time>{exactTime(expiresAt)}</time>. Until its new end whatever signs with it
        keeps working, also where it may have leaked.
        {planNotes !== null && ` ${planNotes.overlap}`}
      </p>
      <RadioGroup<Choice>
        label="New end"
        value={choice}
        onChange={setChoice}
        isDisabled={extend.isPending}
        options={[
          ...extraTimes.map(({ value, label, extraMs }) => ({
            ...{ value, label },
            description: `until ${exactTime(laterEnd(expiresAt, extraMs, now))}`,
          })),
          { value: 'date', label: 'Another date' },
        ]}
      />
      {choice === 'date' && (
        <TextField
          label="Date and time"
          value={dateText}
          onChange={setDateText}
          placeholder="2026-12-01 09:00"
          description="Year, month, day and time on this machine’s clock."
          error={
            dateText.trim().length >= 16 && next === null
              ? 'Write it as 2026-12-01 09:00.'
              : undefined
          }
          isDisabled={extend.isPending}
          isMonospace
        />
      )}
    </Dialog>
  );
}
