import { useState } from 'react';
import type { KeySummary } from '../../../shared/keys/key.ts';
import { DAY_MS } from '../../../shared/lib/duration.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { exactTime } from '../../messages/exact-time.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { useNow } from '../../parts/use-now.ts';
import { announce } from '../../ui/announce.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { TextField } from '../../ui/text-field.tsx';

const times = [
  { value: '7', label: '7 days', days: 7 },
  { value: '30', label: '30 days', days: 30 },
  { value: '90', label: '90 days', days: 90 },
] as const;
type Choice = (typeof times)[number]['value'];

export interface SnoozeDialogProps {
  summary: KeySummary;
  onSnoozed: () => void;
  onClose: () => void;
}

/** Puts a key off with a reason, which is kept in the activity log. */
export function SnoozeDialog({ summary, onSnoozed, onClose }: SnoozeDialogProps) {
  const now = useNow();
  const snooze = useCommand('keys.snooze');
  const [choice, setChoice] = useState<Choice>('7');
  const [reason, setReason] = useState('');
  const given = reason.trim();
  const untilAfter = (days: number) => now + days * DAY_MS;
  const run = async () => {
    const until = untilAfter(Number(choice));
    const result = await snooze.run({ keyId: summary.id, until, reason: given });
    if (!result.ok) return;
    announce(`Snoozed until ${exactTime(until)}.`);
    onSnoozed();
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Snooze ${summary.name}`}
      confirmLabel="Snooze"
      isConfirmDisabled={given === ''}
      isPending={snooze.isPending}
      onConfirm={() => void run()}
      error={snooze.error === null ? undefined : <ErrorBanner error={snooze.error} />}
    >
      <p>
        Until then the key does not ask for a rotation and no reminder is shown. Nothing changes at
        the provider: a secret that ends by itself still ends.
      </p>
      <TextField
        label="Reason"
        description="Kept in the activity log."
        value={reason}
        onChange={setReason}
        maxLength={200}
        isDisabled={snooze.isPending}
        isRequired
        autoFocus
      />
      <RadioGroup<Choice>
        label="Snooze for"
        value={choice}
        onChange={setChoice}
        isDisabled={snooze.isPending}
        options={times.map(({ value, label, days }) => ({
          ...{ value, label },
          description: `until ${exactTime(untilAfter(days))}`,
        }))}
      />
    </Dialog>
  );
}
