import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { KeyDetails } from '../../../shared/keys/key.ts';
import type { ProviderDescriptor } from '../../../shared/providers/provider-descriptor.ts';
import { commandQuery } from '../../ipc/use-command-query.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { countOf } from '../../messages/count-words.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { LeaveGuard } from '../../parts/leave-guard.tsx';
import { ScreenTitle } from '../../parts/screen-title.tsx';
import { useCloseScreen } from '../../parts/use-close-screen.ts';
import { useEscapeToClose } from '../../parts/use-escape-to-close.ts';
import { announce } from '../../ui/announce.ts';
import { Button } from '../../ui/button.tsx';
import { Pane } from '../../ui/pane.tsx';
import { StepList } from '../../ui/step-list.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import { WizardLayout } from '../../ui/wizard-layout.tsx';
import { ChangeReview } from './change-review.tsx';
import { DangerNote } from './danger-note.tsx';
import { isHalfDone } from './half-done.ts';
import { SettingsFields } from './settings-fields.tsx';
import { useSettingsDraft, type SettingsDraft } from './use-settings-draft.ts';
import styles from './keyset-form.module.css';

export interface SettingsEditorProps {
  details: KeyDetails;
  descriptor: ProviderDescriptor;
}

/** Two steps: change, then see what it means and save. Only what changed is sent. */
export function SettingsEditor({ details, descriptor }: SettingsEditorProps) {
  const form = useSettingsDraft(details, descriptor);
  const [step, setStep] = useState<'change' | 'review'>('change');
  const closeScreen = useCloseScreen(details.summary.id);
  const isLeaving = useRef(false);
  const leave = () => {
    isLeaving.current = true;
    closeScreen();
  };
  useEscapeToClose(closeScreen);
  const name = visibleText(details.summary.name, 60);
  return (
    <>
      <ScreenTitle>{`Edit ${name}`}</ScreenTitle>
      <LeaveGuard hasUnsaved={() => form.changes.count > 0 && !isLeaving.current}>
        The changes have not been sent to the provider. Leaving drops them.
      </LeaveGuard>
      {step === 'change' ? (
        <Pane
          title={`Edit ${name}`}
          padding="none"
          footer={
            <ChangeFooter
              form={form}
              onCancel={leave}
              onReview={() => {
                setStep('review');
              }}
            />
          }
        >
          <WizardLayout steps={<EditSteps step={step} />}>
            <SettingsFields summary={details.summary} form={form} descriptor={descriptor} />
          </WizardLayout>
        </Pane>
      ) : (
        <ReviewStep
          details={details}
          form={form}
          title={`Edit ${name}`}
          onBack={() => {
            setStep('change');
          }}
          onSaved={leave}
        />
      )}
    </>
  );
}

function EditSteps({ step }: { step: 'change' | 'review' }) {
  return (
    <StepList
      label="Steps of editing"
      steps={[
        { id: 'change', label: 'Change settings', state: step === 'change' ? 'current' : 'done' },
        {
          id: 'review',
          label: 'Review and save',
          state: step === 'review' ? 'current' : 'waiting',
        },
      ]}
    />
  );
}

function ChangeFooter({
  form,
  onCancel,
  onReview,
}: {
  form: SettingsDraft;
  onCancel: () => void;
  onReview: () => void;
}) {
  const { count } = form.changes;
  return (
    <div className={styles['footer']}>
      <span className={styles['footerNote']} role="status">
        {footerNote(form)}
      </span>
      <Button onPress={onCancel}>{count === 0 ? 'Close' : 'Discard changes'}</Button>
      <Button
        variant="primary"
        isDisabled={count === 0 || form.problemCount > 0}
        onPress={onReview}
      >
        {count === 0 ? 'Review changes' : `Review ${countOf(count, 'change', 'changes')}`}
      </Button>
    </div>
  );
}

function footerNote({ changes, problemCount }: SettingsDraft): string {
  if (problemCount > 0) return `${countOf(problemCount, 'value', 'values')} to correct first`;
  return changes.count === 0 ? 'Nothing changed yet' : 'Nothing is sent before the review';
}

function ReviewStep({
  details,
  form,
  title,
  onBack,
  onSaved,
}: {
  details: KeyDetails;
  form: SettingsDraft;
  title: string;
  onBack: () => void;
  onSaved: () => void;
}) {
  const { summary } = details;
  const [typedName, setTypedName] = useState('');
  const edit = useCommand('keys.edit');
  const read = useCommand('keys.get');
  const queryClient = useQueryClient();
  const needsTypedName = form.changes.isDangerous;
  /** Asked for apart from the cache, whose reads an event of this very edit may cut short. */
  const keepRest = async () => {
    const now = await read.run({ keyId: summary.id });
    if (now.ok) form.keepRest(now.value);
  };
  const save = async () => {
    const { name, environment, scope } = form.changes;
    const saved = await edit.run({
      keyId: summary.id,
      name,
      environment,
      scope,
      typedName: needsTypedName ? typedName : null,
    });
    // Whoever opens the editor again at once must not begin with what was there before.
    const { queryKey } = commandQuery('keys.get', { keyId: summary.id });
    if (saved.ok || isHalfDone(saved.error)) await queryClient.invalidateQueries({ queryKey });
    if (!saved.ok) {
      if (isHalfDone(saved.error)) await keepRest();
      return;
    }
    announce('The changes are saved.');
    onSaved();
  };
  return (
    <Pane
      title={title}
      padding="none"
      footer={
        <div className={styles['footer']}>
          <span className={styles['footerNote']} />
          <Button isDisabled={edit.isPending} onPress={onBack}>
            Back to the settings
          </Button>
          <Button
            variant={needsTypedName ? 'danger' : 'primary'}
            isDisabled={form.changes.count === 0 || (needsTypedName && typedName !== summary.name)}
            isPending={edit.isPending}
            onPress={save}
          >
            {`Save ${countOf(form.changes.count, 'change', 'changes')}`}
          </Button>
        </div>
      }
    >
      <WizardLayout steps={<EditSteps step="review" />}>
        <ChangeReview original={form.original} changes={form.changes} />
        {needsTypedName && (
          <>
            <DangerNote edit={form.changes.scopeEdit} />
            <div className={styles['typedName']}>
              <TextField
                label={`Type ${visibleText(summary.name, 60)} to confirm`}
                value={typedName}
                onChange={setTypedName}
                isMonospace
              />
            </div>
          </>
        )}
        {edit.error !== null && (
          <ErrorBanner
            error={edit.error}
            onRetry={() => void save()}
            connectionId={summary.connectionId}
          />
        )}
      </WizardLayout>
    </Pane>
  );
}
