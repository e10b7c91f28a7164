import { useNavigate } from '@tanstack/react-router';
import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { useCommandQuery } from '../../ipc/use-command-query.ts';
import { countOf } from '../../messages/count-words.ts';
import { rotationNowWords, waitsForPerson } from '../../messages/rotation-step-words.ts';
import { Ago } from '../../parts/ago.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { ScreenTitle } from '../../parts/screen-title.tsx';
import { useNow } from '../../parts/use-now.ts';
import { useProviders } from '../../parts/use-providers.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Pane } from '../../ui/pane.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { AppliedPlan, ApplyButton, ApplyNotes, useApplying } from './applied-plan.tsx';
import styles from './rotations.module.css';

/** Open rotations first: each waits where it was left. */
export function RotationsScreen() {
  const rotations = useCommandQuery('rotations.list', {});
  const applying = useApplying();
  if (applying.plan !== null) return <AppliedPlan plan={applying.plan} />;
  return (
    <Loaded query={rotations}>
      {(views) => {
        const open = views.filter(({ isOpen }) => isOpen);
        const finished = views.filter(({ isOpen }) => !isOpen);
        return (
          <Pane
            title="Rotations"
            subtitle={`${countOf(open.length, 'open', 'open')} · ${String(finished.length)} finished`}
            actions={<ApplyButton applying={applying} />}
          >
            <ScreenTitle>Rotations</ScreenTitle>
            <ApplyNotes applying={applying} />
            {views.length === 0 ? <NoRotations /> : <Lists open={open} finished={finished} />}
          </Pane>
        );
      }}
    </Loaded>
  );
}

function Lists({
  open,
  finished,
}: {
  open: readonly RotationView[];
  finished: readonly RotationView[];
}) {
  return (
    <>
      {open.length > 0 && <RotationList title="Open" views={open} />}
      {finished.length > 0 && <RotationList title="Finished" views={finished} />}
    </>
  );
}

function NoRotations() {
  const navigate = useNavigate();
  return (
    <EmptyState
      icon="rotate"
      title="No rotations yet"
      actions={
        <Button variant="primary" onPress={() => void navigate({ to: '/keys' })}>
          Choose a key to rotate
        </Button>
      }
    >
      A rotation replaces a key without downtime: the new one is proved before the old one is
      retired. Open a key and press “Rotate…”. You can close it at any step and go on later.
    </EmptyState>
  );
}

function RotationList({ title, views }: { title: string; views: readonly RotationView[] }) {
  const navigate = useNavigate();
  const now = useNow();
  const { nameOf } = useProviders();
  return (
    <section className={styles['section']} aria-label={title}>
      <h2 className={styles['sectionTitle']}>{title}</h2>
      <ul className={styles['rotationList']}>
        {views.map((view) => (
          <li key={view.id} className={styles['rotation']}>
            <div className={styles['rotationText']}>
              <div className={styles['rotationName']}>
                <UntrustedText text={view.keyName} limit={80} />
                <span className={styles['muted']}>
                  {nameOf(view.providerId)} · <UntrustedText text={view.containerName} limit={60} />
                  {view.environment !== 'unset' && ` · ${view.environment}`}
                </span>
              </div>
              <div className={styles['rotationStep']}>
                <StatusMark status={markOf(view)} word={rotationNowWords(view, now)} />
                {view.isOpen && view.plan.trigger === 'exposed' && (
                  <Badge tone="danger">exposed</Badge>
                )}
                {waitsForPerson(view) && <Badge tone="warning">waits for you</Badge>}
                <span className={styles['muted']}>
                  <Ago instant={view.updatedAt} />
                </span>
              </div>
            </div>
            <Button
              variant={view.isOpen ? 'primary' : 'secondary'}
              size="small"
              onPress={() =>
                void navigate({ to: '/rotations/$rotationId', params: { rotationId: view.id } })
              }
            >
              {view.isOpen ? 'Go on' : 'Receipt'}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function markOf({ step, isOpen }: RotationView): 'active' | 'ended' | 'attention' {
  if (step === 'needs-attention') return 'attention';
  return isOpen || step === 'completed' ? 'active' : 'ended';
}
