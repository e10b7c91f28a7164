import { useState } from 'react';
import { DAY_MS } from '../../../shared/lib/duration.ts';
import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { exactTime } from '../../messages/exact-time.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { useNow } from '../../parts/use-now.ts';
import { useProviders } from '../../parts/use-providers.ts';
import { announce } from '../../ui/announce.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { OverlapField } from './overlap-field.tsx';
import type { OverlapBounds } from './strategy-words.ts';

export interface ExtendDialogProps {
  view: RotationView;
  endsAt: number;
  bounds: OverlapBounds;
  onClose: () => void;
}

/** Open while it is mounted. Moves the end of the old secret, counted from now. */
export function ExtendDialog({ view, endsAt, bounds, onClose }: ExtendDialogProps) {
  const now = useNow();
  const planNotes = useProviders().find(view.providerId)?.planNotes ?? null;
  const extend = useCommand('rotations.extend');
  const [goesOnMs, setGoesOnMs] = useState(DAY_MS);
  const isEarlier = now + goesOnMs < endsAt;
  const run = async () => {
    const until = Date.now() + goesOnMs;
    const extended = await extend.run({ rotationId: view.id, until });
    if (!extended.ok) return;
    announce(`The old secret now ends at ${exactTime(until)}.`);
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="When does the old secret end?"
      confirmLabel={isEarlier ? 'End it earlier' : 'Extend'}
      onConfirm={() => void run()}
      isPending={extend.isPending}
      error={
        extend.error === null ? undefined : (
          <ErrorBanner error={extend.error} connectionId={view.connectionId} />
        )
      }
    >
      <p>
        Now it ends at <time>{exactTime(endsAt)}</time>. Until its end whatever signs with it keeps
        working.{planNotes !== null && ` ${planNotes.overlap}`}
      </p>
      <OverlapField
        label="It goes on, from now, for"
        bounds={bounds}
        overlapMs={goesOnMs}
        onChange={setGoesOnMs}
        isDisabled={extend.isPending}
      />
      <p>
        Then it ends at <time>{exactTime(now + goesOnMs)}</time>
        {isEarlier ? ', which is earlier than now.' : '.'}
      </p>
    </Dialog>
  );
}
