import { useNavigate } from '@tanstack/react-router';
import type { AttentionReason, KeySummary } from '../../../shared/keys/key.ts';
import { useProviders } from '../../parts/use-providers.ts';
import { Button } from '../../ui/button.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import { wayOn, type WayOn } from './attention-groups.ts';

const labels: Readonly<Record<WayOn, string>> = {
  'open-rotation': 'Continue rotation',
  rotate: 'Rotate…',
  edit: 'Edit settings…',
  'open-key': 'Open key',
};

export interface WayOnButtonProps {
  summary: KeySummary;
  /** Null where nothing helps but to look at the key. */
  reason: AttentionReason | null;
}

/** What helps against this reason, where the key's provider can do that. */
export function WayOnButton({ summary, reason }: WayOnButtonProps) {
  const { find } = useProviders();
  const way =
    reason === null ? 'open-key' : wayOn(reason, summary, find(summary.providerId)?.capabilities);
  const goOn = useGoOn(summary);
  return (
    <Button
      size="small"
      aria-label={`${labels[way]} ${visibleText(summary.name, 60)}`}
      onPress={goOn[way]}
    >
      {labels[way]}
    </Button>
  );
}

function useGoOn({ id: keyId, openRotationId }: KeySummary): Record<WayOn, () => Promise<void>> {
  const navigate = useNavigate();
  return {
    'open-rotation': () =>
      openRotationId === null
        ? navigate({ to: '/rotations' })
        : navigate({ to: '/rotations/$rotationId', params: { rotationId: openRotationId } }),
    rotate: () => navigate({ to: '/keys/$keyId/rotate', params: { keyId } }),
    edit: () => navigate({ to: '/keys/$keyId/edit', params: { keyId } }),
    'open-key': () => navigate({ to: '/keys', search: { key: keyId } }),
  };
}
