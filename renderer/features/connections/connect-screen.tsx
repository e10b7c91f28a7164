import { useState } from 'react';
import type { ProviderDescriptor } from '../../../shared/providers/provider-descriptor.ts';
import { useCommandQuery } from '../../ipc/use-command-query.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { ScreenTitle } from '../../parts/screen-title.tsx';
import { useCloseScreen } from '../../parts/use-close-screen.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Pane } from '../../ui/pane.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { ConnectAdvice } from './connect-advice.tsx';
import { ConnectForm } from './connect-form.tsx';
import { SandboxOffer } from './sandbox-offer.tsx';
import { SessionOnlyNote } from './session-only-note.tsx';
import styles from './forms.module.css';

/** Signing in to an account for the first time. */
export function ConnectScreen() {
  const providers = useCommandQuery('providers.list', {});
  const close = useCloseScreen();
  return (
    <Pane
      title="Connect an account"
      subtitle="Reading changes nothing there. What happens to what you type stands beside the form."
      actions={<Button onPress={close}>Cancel</Button>}
    >
      <ScreenTitle>Connect an account</ScreenTitle>
      <Loaded query={providers}>{(all) => <Connect offered={all.filter(isOffered)} />}</Loaded>
    </Pane>
  );
}

/** Typed here, consented to in the system's browser, or kept by hand without either. */
const isOffered = ({ capabilities }: ProviderDescriptor): boolean =>
  capabilities.signIn || capabilities.browserSignIn || capabilities.byHand;

function Connect({ offered }: { offered: readonly ProviderDescriptor[] }) {
  const [chosenId, setChosenId] = useState<string | null>(null);
  const descriptor = offered.find(({ id }) => id === chosenId) ?? offered[0];
  if (descriptor === undefined) {
    return (
      <EmptyState icon="connection" title="No provider can be signed in to">
        This build of Rekey offers no provider with a sign-in.
      </EmptyState>
    );
  }
  return (
    <div className={styles['place']}>
      <div className={styles['columns']}>
        <div className={styles['main']}>
          {offered.length > 1 && (
            <RadioGroup
              label="Provider"
              options={offered.map(({ id, name }) => ({ value: id, label: name }))}
              value={descriptor.id}
              onChange={setChosenId}
              orientation="horizontal"
            />
          )}
          <SessionOnlyNote />
          <ConnectForm key={descriptor.id} descriptor={descriptor} />
          <SandboxOffer />
        </div>
        <ConnectAdvice descriptor={descriptor} />
      </div>
    </div>
  );
}
