import { useNavigate } from '@tanstack/react-router';
import type { CreatedKey } from '../../../../shared/keys/key.ts';
import { useCommandQuery } from '../../../ipc/use-command-query.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Pane } from '../../../ui/pane.tsx';
import { UntrustedText } from '../../../ui/untrusted-text.tsx';
import { WizardLayout } from '../../../ui/wizard-layout.tsx';
import { CreateSteps } from './create-steps.tsx';
import { CreatedSecrets } from './created-secrets.tsx';
import { isSecretLost } from './secret-lost.ts';
import type { ScopeDraft } from '../../../parts/scope-draft.ts';
import type { KeySettingsSlot } from './key-settings-slot.ts';
import styles from './create.module.css';

export interface CreatedStepProps {
  created: CreatedKey;
  sent: ScopeDraft | null;
  settings: KeySettingsSlot;
  onCreateAnother: () => void;
}

/** Where the secret is now, and what the provider chose by itself. */
export function CreatedStep({ created, sent, settings, onCreateAnother }: CreatedStepProps) {
  const navigate = useNavigate();
  const { summary, scope, scopeDifferences } = created;
  // The keychain may take the secret while this is open.
  const latest = useCommandQuery('keys.get', { keyId: summary.id });
  const details = latest.state === 'ready' ? latest.value : created;
  return (
    <Pane
      title="Created"
      padding="none"
      footer={
        <div className={styles['footer']}>
          <span className={styles['space']} />
          <Button onPress={onCreateAnother}>Create another</Button>
          <Button
            variant="primary"
            onPress={() => navigate({ to: '/keys', search: { key: summary.id }, replace: true })}
          >
            Open the key
          </Button>
        </div>
      }
    >
      <WizardLayout steps={<CreateSteps step="created" />}>
        <Banner
          tone={isSecretLost(details.parts) ? 'info' : 'success'}
          title="The key exists"
          isAnnounced
        >
          <UntrustedText text={summary.name} limit={120} /> is in{' '}
          <UntrustedText text={summary.containerName} limit={80} />.
        </Banner>
        <CreatedSecrets details={details} />
        {settings.returned(scope, sent, scopeDifferences)}
      </WizardLayout>
    </Pane>
  );
}
