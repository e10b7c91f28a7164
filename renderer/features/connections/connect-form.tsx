import type { SyntheticEvent } from 'react';
import type { ProviderDescriptor } from '../../../shared/providers/provider-descriptor.ts';
import { errorMessage } from '../../messages/error-message.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { BrowserButtons } from './browser-buttons.tsx';
import { CredentialInputs } from './credential-inputs.tsx';
import { FoundAccount } from './found-account.tsx';
import { InSight } from './in-sight.tsx';
import { refusedAddress } from './sign-in-problems.ts';
import { useConnect, type ConnectState } from './use-connect.ts';
import styles from './forms.module.css';

/** The form of one provider, made wholly from its descriptor. */
export function ConnectForm({ descriptor }: { descriptor: ProviderDescriptor }) {
  const form = useConnect(descriptor);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void form.connect();
  };
  return (
    <form className={styles['form']} onSubmit={submit} noValidate aria-label="Connect an account">
      <CredentialInputs credential={form.credential} />
      <TextField
        label="Name in Rekey"
        labelNote="optional"
        value={form.label}
        onChange={form.setLabel}
        maxLength={120}
        description="Tells accounts of one provider apart, such as “Work” or “Staging”."
      />
      <AddressFields descriptor={descriptor} form={form} />
      {form.error !== null && form.error.kind !== 'address-refused' && (
        <InSight>
          <ErrorBanner error={form.error} onRetry={() => void form.retry()} />
        </InSight>
      )}
      {form.found !== null && (
        <InSight>
          <FoundAccount found={form.found} nouns={descriptor.nouns} />
        </InSight>
      )}
      {descriptor.capabilities.byHand && <ByHandButtons form={form} />}
      {descriptor.capabilities.browserSignIn && (
        <BrowserButtons
          providerName={descriptor.name}
          isWaiting={form.isConnecting}
          onContinue={() => void form.connect()}
          onCancel={form.cancel}
        />
      )}
      {descriptor.capabilities.signIn && !descriptor.capabilities.browserSignIn && (
        <ConnectButtons form={form} />
      )}
    </form>
  );
}

/** Without a sign-in there is nothing to test. */
function ByHandButtons({ form }: { form: ConnectState }) {
  return (
    <>
      <div className={styles['buttons']}>
        <Button type="submit" variant="primary" isPending={form.isConnecting}>
          Add this account
        </Button>
      </div>
      <p className={styles['note']}>Nothing is sent: Rekey only notes it here.</p>
    </>
  );
}

function ConnectButtons({ form }: { form: ConnectState }) {
  return (
    <>
      <div className={styles['buttons']}>
        <Button type="submit" variant="primary" isPending={form.isConnecting}>
          Connect
        </Button>
        <Button isPending={form.isTesting} isDisabled={form.isConnecting} onPress={form.test}>
          Test connection
        </Button>
      </div>
      <p className={styles['note']}>
        The test signs in and reads what is there and what the sign-in may do; it changes nothing
        there and keeps nothing here.
      </p>
    </>
  );
}

/** Closed for most people; an address that was refused opens it. */
function AddressFields({
  descriptor,
  form,
}: {
  descriptor: ProviderDescriptor;
  form: ConnectState;
}) {
  const { addresses, setAddresses, error } = form;
  const { capabilities } = descriptor;
  const refusal =
    error?.kind === 'address-refused'
      ? { field: refusedAddress(error, addresses), sentence: errorMessage(error).sentence }
      : null;
  const { baseUrl, dataPlaneUrl } = descriptor.connect;
  const isChanged = addresses.baseUrl !== baseUrl || addresses.dataPlaneUrl !== dataPlaneUrl;
  return (
    <Disclosure title="Server address" isOpenAtFirst={refusal !== null}>
      <div className={styles['form']}>
        <p className={styles['note']}>
          Only the provider’s own hosts over https are accepted; in development also http to this
          machine.
        </p>
        <TextField
          label={capabilities.byHand ? 'Console' : 'Admin API'}
          type="url"
          isMonospace
          value={addresses.baseUrl}
          onChange={(text) => {
            setAddresses({ ...addresses, baseUrl: text });
          }}
          error={refusal?.field === 'baseUrl' ? refusal.sentence : undefined}
        />
        <TextField
          label="Data plane"
          type="url"
          isMonospace
          value={addresses.dataPlaneUrl}
          onChange={(text) => {
            setAddresses({ ...addresses, dataPlaneUrl: text });
          }}
          description={
            capabilities.byHand
              ? 'Where a key is tried out when you check it.'
              : 'Where keys are tried out when a rotation proves that they work.'
          }
          error={refusal?.field === 'dataPlaneUrl' ? refusal.sentence : undefined}
        />
        {isChanged && (
          <div>
            <Button
              size="small"
              onPress={() => {
                setAddresses({ baseUrl, dataPlaneUrl });
              }}
            >
              Use the provider’s own addresses
            </Button>
          </div>
        )}
      </div>
    </Disclosure>
  );
}
