import { useState } from 'react';
import { useNavigate } from '@tanstack/react-router';
import type { AppError } from '../../../shared/errors/app-error.ts';
import type { RotationPlan } from '../../../shared/rotations/rotation-view.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { useProviders } from '../../parts/use-providers.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import { appliedPlanWords } from './applied-plan-words.ts';
import { PlanPane } from './plan-pane.tsx';

interface Applying {
  /** A plan from a file, found to hold; it is shown in place of the list. */
  readonly plan: RotationPlan | null;
  readonly error: AppError | null;
  readonly isPending: boolean;
  readonly choose: () => Promise<void>;
  readonly dismiss: () => void;
}

export function useApplying(): Applying {
  const picking = useCommand('files.pick-open');
  const importing = useCommand('rotations.import-plan');
  const [plan, setPlan] = useState<RotationPlan | null>(null);
  return {
    plan,
    error: picking.error ?? importing.error,
    isPending: picking.isPending || importing.isPending,
    choose: async () => {
      importing.clearError();
      const picked = await picking.run({ purpose: 'plan', many: false });
      const [file] = picked.ok ? picked.value : [];
      if (file === undefined) return;
      const imported = await importing.run({ fileId: file.fileId });
      if (imported.ok) setPlan(imported.value);
    },
    dismiss: () => {
      picking.clearError();
      importing.clearError();
    },
  };
}

export function ApplyButton({ applying }: { applying: Applying }) {
  return (
    <Button isPending={applying.isPending} onPress={applying.choose}>
      Apply a saved plan…
    </Button>
  );
}

export function ApplyNotes({ applying }: { applying: Applying }) {
  const { nameOf } = useProviders();
  if (applying.error === null) return null;
  return (
    <Banner tone="danger" title="The plan was not applied" isAnnounced onDismiss={applying.dismiss}>
      {visibleText(appliedPlanWords(applying.error, nameOf), 600)} Nothing was sent that changes
      anything.
    </Banner>
  );
}

/** The plan as it is now. Choosing anything else leaves it for a fresh plan of the same key. */
export function AppliedPlan({ plan }: { plan: RotationPlan }) {
  const navigate = useNavigate();
  const { keyId, trigger } = plan;
  const planAfresh = () => {
    void navigate({
      to: '/keys/$keyId/rotate',
      params: { keyId },
      search: trigger === 'exposed' ? { trigger } : {},
    });
  };
  return (
    <PlanPane
      plan={plan}
      trigger={trigger}
      planning={{
        ...{ plan, isCurrent: true, error: null },
        choice: { strategy: plan.strategy, overlapMs: plan.overlapMs ?? undefined },
        choose: planAfresh,
        checkAgain: planAfresh,
      }}
    />
  );
}
