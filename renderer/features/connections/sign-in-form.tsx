import type { SyntheticEvent } from 'react';
import type { Connection } from '../../../shared/connections/connection.ts';
import type { ProviderDescriptor } from '../../../shared/providers/provider-descriptor.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { Button } from '../../ui/button.tsx';
import { BrowserButtons } from './browser-buttons.tsx';
import { CredentialInputs } from './credential-inputs.tsx';
import { InSight } from './in-sight.tsx';
import { isNeverSent } from './sign-in-problems.ts';
import { useBrowserSignIn } from './use-browser-sign-in.ts';
import { useCredentialFields } from './use-credential-fields.ts';
import styles from './forms.module.css';

export interface SignInFormProps {
  connection: Connection;
  descriptor: ProviderDescriptor;
  onDone: () => void;
}

export function SignInForm({ connection, descriptor, onDone }: SignInFormProps) {
  const { fields } = descriptor.connect;
  const credential = useCredentialFields(fields, knownTexts(connection, fields));
  const signIn = useCommand('connections.sign-in');
  const browser = useBrowserSignIn(descriptor);
  const run = async () => {
    const fieldsSecret = signIn.isPending ? null : credential.readSecrets();
    if (fieldsSecret === null) return;
    const result = await browser.during(() =>
      signIn.run({ connectionId: connection.id, fields: fieldsSecret }),
    );
    if (result.ok || !isNeverSent(result.error)) credential.clearSecrets();
    if (result.ok) onDone();
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void run();
  };
  return (
    <form className={styles['form']} onSubmit={submit} noValidate aria-label="Sign in again">
      <p className={styles['note']}>
        The session at {connection.baseUrl} has ended, or it was never kept. Nothing here was lost.
      </p>
      <CredentialInputs credential={credential} />
      {signIn.error !== null && (
        <InSight>
          <ErrorBanner error={signIn.error} onRetry={() => void run()} />
        </InSight>
      )}
      {descriptor.capabilities.browserSignIn ? (
        <BrowserButtons
          providerName={descriptor.name}
          isWaiting={signIn.isPending}
          onContinue={() => void run()}
          onCancel={browser.cancel}
        />
      ) : (
        <div className={styles['buttons']}>
          <Button type="submit" variant="primary" isPending={signIn.isPending}>
            Sign in
          </Button>
        </div>
      )}
    </form>
  );
}

/** The account's own name is the first thing a provider asks for; a person may still change it. */
function knownTexts(
  { accountName }: Connection,
  fields: ProviderDescriptor['connect']['fields'],
): Record<string, string> {
  const named = fields.find(({ input }) => input === 'email');
  return named === undefined ? {} : { [named.name]: accountName };
}
