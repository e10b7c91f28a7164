import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { AppError, Result } from '../../../shared/errors/app-error.ts';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { ProviderDescriptor } from '../../../shared/providers/provider-descriptor.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { announce } from '../../ui/announce.ts';
import { useBrowserSignIn } from './use-browser-sign-in.ts';
import { isNeverSent } from './sign-in-problems.ts';
import { useCredentialFields, type CredentialFields } from './use-credential-fields.ts';

export interface ServerAddresses {
  readonly baseUrl: string;
  readonly dataPlaneUrl: string;
}

export interface ConnectState {
  readonly credential: CredentialFields;
  readonly label: string;
  readonly setLabel: (label: string) => void;
  readonly addresses: ServerAddresses;
  readonly setAddresses: (addresses: ServerAddresses) => void;
  readonly test: () => Promise<void>;
  readonly isTesting: boolean;
  readonly connect: () => Promise<void>;
  readonly isConnecting: boolean;
  /** Ends a sign-in that waits in the system's browser. */
  readonly cancel: () => Promise<void>;
  /** What the last test found; gone with the next attempt. */
  readonly found: Output<'connections.test'> | null;
  readonly error: AppError | null;
  /** What failed, once more. */
  readonly retry: () => Promise<void>;
}

/** The state of one connect form. A password is read at the click, sent, and emptied. */
export function useConnect(descriptor: ProviderDescriptor): ConnectState {
  const navigate = useNavigate();
  const credential = useCredentialFields(descriptor.connect.fields);
  const [label, setLabel] = useState('');
  const [addresses, setAddresses] = useState<ServerAddresses>(descriptor.connect);
  const [found, setFound] = useState<Output<'connections.test'> | null>(null);
  const testing = useCommand('connections.test');
  const connecting = useCommand('connections.connect');
  const browser = useBrowserSignIn(descriptor);
  const attempt = attemptsOf([testing, connecting], credential, () => {
    setFound(null);
  });
  const target = targetOf(descriptor, addresses);

  const test = async () => {
    const result = await attempt((fieldsSecret) =>
      testing.run({ ...target, fields: fieldsSecret }),
    );
    // The password stays for the click on "Connect" that follows.
    if (result?.ok === true) setFound(result.value);
  };
  const connect = async () => {
    const result = await attempt((fieldsSecret) =>
      browser.during(() => connecting.run({ ...target, label, fields: fieldsSecret })),
    );
    if (result === null) return;
    if (result.ok || !isNeverSent(result.error)) credential.clearSecrets();
    if (!result.ok) return;
    if (descriptor.capabilities.byHand) {
      announce('The account is on the list.');
      const params = { connectionId: result.value.id };
      await navigate({ to: '/connections/$connectionId', params });
      return;
    }
    announce('Connected. Reading the keys.');
    await navigate({ to: '/keys' });
  };

  return {
    credential,
    label,
    setLabel,
    addresses,
    setAddresses,
    found,
    error: connecting.error ?? testing.error,
    isTesting: testing.isPending,
    isConnecting: connecting.isPending,
    cancel: browser.cancel,
    test,
    connect,
    retry: connecting.error === null ? test : connect,
  };
}

/** One attempt at a time; each begins without what the last one left. Null where none was made. */
function attemptsOf(
  commands: readonly { readonly isPending: boolean; readonly clearError: () => void }[],
  credential: CredentialFields,
  begin: () => void,
) {
  return async <T>(
    send: (fieldsSecret: Record<string, string>) => Promise<Result<T>>,
  ): Promise<Result<T> | null> => {
    const isBusy = commands.some(({ isPending }) => isPending);
    const fieldsSecret = isBusy ? null : credential.readSecrets();
    if (fieldsSecret === null) return null;
    for (const { clearError } of commands) clearError();
    begin();
    return send(fieldsSecret);
  };
}

const targetOf = ({ id }: ProviderDescriptor, { baseUrl, dataPlaneUrl }: ServerAddresses) => ({
  providerId: id,
  baseUrl: baseUrl.trim(),
  dataPlaneUrl: dataPlaneUrl.trim(),
});
