import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import Ably from 'ably';
import { createAbly } from '../../../electron/providers/ably/index.ts';
import { createProviderHttp } from '../../../electron/providers/provider-http.ts';
import { serveSandbox, type ServedSandbox } from '../../../electron/sandbox/serve.ts';
import type { ProviderSession } from '../../../electron/services/ports/provider-values.ts';
import type { ProviderOperations } from '../../../electron/services/ports/provider-operations.ts';
import type { Result } from '../../../shared/errors/app-error.ts';
import { renewAtOnce } from '../../fakes/provider-fakes.ts';
import { FakeIdSource } from '../../fakes/fake-id-source.ts';
import { SystemClock } from '../../../electron/platform/clock.ts';

/** Ably's own SDK as the judge of keys that Rekey makes and ends, over real sockets. */
let served: ServedSandbox;
let operations: Required<ProviderOperations>;
let session: ProviderSession;

beforeEach(async () => {
  served = await serveSandbox({ seed: 3 });
  const account = served.accounts['ably']!;
  const clock = new SystemClock();
  const http = createProviderHttp({ clock, ids: new FakeIdSource(), allowLoopback: true });
  operations = createAbly({ http, clock }).operations as Required<ProviderOperations>;
  const signedIn = valueOf(
    await operations.signIn(account, { accessToken: account['accessToken']! }, never()),
  );
  session = { ...account, ...signedIn, accountId: signedIn.accountId ?? '', renew: renewAtOnce };
});

afterEach(() => served.close());

const never = (): AbortSignal => new AbortController().signal;

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`It answered ${JSON.stringify(result.error)}`);
  return result.value;
}

/** A key with rights on one namespace, as a rotation makes it. */
async function createdKey(revocableTokens: boolean) {
  const [app] = valueOf(await operations.listContainers(session, never()));
  const { key, secrets } = valueOf(
    await operations.createKey(session, {
      ...{ providerContainerId: app!.providerContainerId, name: 'oracle', environment: 'unset' },
      scope: { kind: 'capability', capability: { 'chat:*': ['history'] }, revocableTokens },
    }),
  );
  const [secret] = secrets;
  return { key, secrets, fullSecret: secret!.secretValue };
}

function sdkWith(options: Ably.ClientOptions): Ably.Rest {
  const { port } = new URL(session.dataPlaneUrl);
  return new Ably.Rest({
    ...{ endpoint: 'localhost', port: Number(port), tls: false, useBinaryProtocol: false },
    ...{ fallbackHosts: [], logLevel: 0 },
    ...options,
  });
}

describe("Ably's own SDK", () => {
  it('works with a key that Rekey made, and is refused once Rekey has revoked it', async () => {
    const { key, secrets, fullSecret } = await createdKey(false);
    const sdk = sdkWith({ key: fullSecret });
    expect(await sdk.time()).toEqual(expect.any(Number));
    expect((await sdk.channels.get('chat:lobby').history()).items).toEqual([]);
    const token = await sdk.auth.requestToken();
    expect(token.capability).toBe('{"chat:*":["history"]}');
    const withToken = sdkWith({ token: token.token });
    expect((await withToken.channels.get('chat:lobby').history()).items).toEqual([]);

    valueOf(await operations.revokeKey(session, key.providerKeyId));

    const refused = { statusCode: 401, code: 40_131 };
    await expect(sdk.channels.get('chat:lobby').history()).rejects.toMatchObject(refused);
    await expect(sdk.auth.requestToken()).rejects.toMatchObject(refused);
    await expect(withToken.channels.get('chat:lobby').history()).rejects.toMatchObject(refused);
    const probed = await operations.probeKey(
      session,
      { parts: secrets, scope: key.scope },
      never(),
    );
    expect(valueOf(probed)).toEqual({ kind: 'refused', status: 401 });
  });

  it('is held to the capability that Rekey gave the key', async () => {
    const { key, fullSecret } = await createdKey(false);
    const sdk = sdkWith({ key: fullSecret });
    const denied = { statusCode: 401, code: 40_160 };
    await expect(sdk.channels.get('orders:1').history()).rejects.toMatchObject(denied);
    valueOf(
      await operations.editKey(session, key.providerKeyId, {
        ...{ name: null, environment: null },
        scope: {
          ...{ kind: 'capability', capability: { 'orders:*': ['*'] }, revocableTokens: null },
        },
      }),
    );
    expect((await sdk.channels.get('orders:1').history()).items).toEqual([]);
    await expect(sdk.channels.get('chat:lobby').history()).rejects.toMatchObject(denied);
  });

  it('revokes tokens where Rekey made them revocable, and nowhere else', async () => {
    const { fullSecret } = await createdKey(true);
    const sdk = sdkWith({ key: fullSecret });
    const issue = async (clientId: string): Promise<Ably.Rest> =>
      sdkWith({ token: (await sdk.auth.requestToken({ clientId })).token });
    const bob = await issue('bob');
    const ann = await issue('ann');

    const result = await sdk.auth.revokeTokens([{ type: 'clientId', value: 'bob' }]);

    expect(result).toMatchObject({ successCount: 1, failureCount: 0 });
    expect((await ann.channels.get('chat:lobby').history()).items).toEqual([]);
    // The SDK takes the refusal for a dead token and finds no way to a new one.
    await expect(bob.channels.get('chat:lobby').history()).rejects.toMatchObject({ code: 40_171 });
    const refusals = served.providers
      .get('ably')!
      .journal.entries()
      .map(({ status }) => status);
    expect(refusals.at(-1)).toBe(401);

    const other = sdkWith({ key: (await createdKey(false)).fullSecret });
    await expect(
      other.auth.revokeTokens([{ type: 'clientId', value: 'bob' }]),
    ).rejects.toMatchObject({ statusCode: 401, code: 40_164 });
  });

  it('is asked for nothing that our own probe does not send as well', async () => {
    const { key, secrets, fullSecret } = await createdKey(false);
    const before = served.providers.get('ably')!.journal.entries().length;
    valueOf(await operations.probeKey(session, { parts: secrets, scope: key.scope }, never()));
    await sdkWith({ key: fullSecret }).auth.requestToken();
    const seen = served.providers.get('ably')!.journal.entries().slice(before);
    expect(seen.map(({ method, path, status }) => [method, path, status])).toEqual(
      Array.from({ length: 2 }, () => [
        ...['POST', `/keys/${key.providerKeyId}/requestToken`, 201],
      ]),
    );
  });
});
