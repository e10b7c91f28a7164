import PubNub from 'pubnub';
import { createProviderHttp } from '../../electron/providers/provider-http.ts';
import { createProviderRegistry } from '../../electron/providers/provider-registry.ts';
import { SystemClock } from '../../electron/platform/clock.ts';
import { serveSandbox } from '../../electron/sandbox/serve.ts';
import type { ProviderOperations } from '../../electron/services/ports/provider-operations.ts';
import type {
  ProviderKeyWithSecrets,
  ProviderSession,
} from '../../electron/services/ports/provider-values.ts';
import type { Result } from '../../shared/errors/app-error.ts';
import { FakeIdSource } from '../fakes/fake-id-source.ts';
import { otherProviderParts, renewAtOnce } from '../fakes/provider-fakes.ts';

/** One PubNub sandbox on a port of its own, and Rekey signed in to it. */
export interface ServedPubnub {
  readonly operations: Required<ProviderOperations>;
  readonly session: ProviderSession;
  readonly close: () => Promise<void>;
}

const never = (): AbortSignal => new AbortController().signal;

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`It answered ${JSON.stringify(result.error)}`);
  return result.value;
}

export async function servePubnub(providerId: 'pubnub-v1' | 'pubnub-v2'): Promise<ServedPubnub> {
  const served = await serveSandbox({ seed: 3 });
  const target = served.accounts[providerId]!;
  const shared = { clock: new SystemClock(), ids: new FakeIdSource() };
  const http = createProviderHttp({ ...shared, allowLoopback: true });
  const registry = createProviderRegistry({ ...otherProviderParts, ...shared, http });
  const operations = registry.find(providerId)!.operations as Required<ProviderOperations>;
  const signedIn = valueOf(await operations.signIn(target, target, never()));
  const { accountId } = signedIn;
  const session = { ...target, ...signedIn, accountId: accountId ?? '', renew: renewAtOnce };
  return { operations, session, close: served.close };
}

/** A keyset with Access Manager, as a rotation makes it, with the secrets it is told. */
export async function createdKeyset(
  { operations, session }: ServedPubnub,
  properties: Readonly<Record<string, boolean>>,
  name = 'oracle',
): Promise<ProviderKeyWithSecrets> {
  const [app] = valueOf(await operations.listContainers(session, never()));
  const created = valueOf(
    await operations.createKey(session, {
      ...{ providerContainerId: app!.providerContainerId, name, environment: 'testing' },
      scope: { kind: 'keyset', properties },
    }),
  );
  if (created.secrets.length > 0) return created;
  return valueOf(await operations.readKey(session, created.key.providerKeyId, never()));
}

/** What PubNub's own SDK is told when it asks for a token: `granted`, or the status of the refusal. */
export async function askedBySdk(
  { session }: ServedPubnub,
  { key }: ProviderKeyWithSecrets,
  secretKey: string,
): Promise<'granted' | number | undefined> {
  const partOf = (role: string): string => key.parts.find((part) => part.role === role)!.value!;
  const sdk = new PubNub({
    ...{ publishKey: partOf('publish'), subscribeKey: partOf('subscribe'), secretKey },
    ...{ userId: 'oracle', ssl: false, origin: new URL(session.dataPlaneUrl).host },
  });
  const resources = { channels: { kiosk: { read: true } } };
  try {
    return (await sdk.grantToken({ ttl: 1, resources })).startsWith('p0') ? 'granted' : undefined;
  } catch (error) {
    return (error as { status?: { statusCode?: number } }).status?.statusCode;
  } finally {
    sdk.destroy();
  }
}

export const secretOf = ({ secrets }: ProviderKeyWithSecrets): string =>
  secrets.find(({ role }) => role === 'secret')!.secretValue;
