import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import PubNub from 'pubnub';
import { grantSignature, signedQuery } from '../../../electron/providers/pubnub-grant-signature.ts';
import { createProviderHttp } from '../../../electron/providers/provider-http.ts';
import { createProviderRegistry } from '../../../electron/providers/provider-registry.ts';
import { composeSandbox } from '../../../electron/sandbox/compose-sandbox.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../fakes/fake-id-source.ts';
import { otherProviderParts } from '../../fakes/provider-fakes.ts';
import { FakeTransport, jsonAnswer } from '../../fakes/fake-transport.ts';
import { keysetScope, wireKeyset } from './recordings.ts';

/** PubNub's own SDK as the judge of our signature. */
const { publish_key: publishKey, subscribe_key: subscribeKey, secret_key: keySecret } = wireKeyset;
let server: Server;
let received: { path: string; body: string } | null;

beforeEach(async () => {
  received = null;
  server = createServer((request, response) => {
    void text(request).then((body) => {
      received = { path: request.url ?? '', body };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ status: 200, data: { token: 'p0', message: 'Success' } }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const sdk = (userId: string): PubNub =>
  new PubNub({
    ...{ publishKey, subscribeKey, secretKey: keySecret, userId, ssl: false },
    origin: `127.0.0.1:${(server.address() as AddressInfo).port}`,
  });

describe('the signature of a grant', () => {
  it.each([
    ['a plain request', 'rekey-check', 'rekey-check-abc'],
    ['characters that URLs escape', "a b!'()*~+&=%/?#", "c!'()*~ +,;:@"],
    ['characters beyond ASCII', 'jürgen-日本-😀', 'kanal-ä'],
  ])('is the one that the SDK sends, for %s', async (_name, userId, channel) => {
    await sdk(userId).grantToken({
      ttl: 1,
      resources: { channels: { [channel]: { read: true } } },
    });
    const { path, body } = received!;
    const url = new URL(path, 'http://sdk.test');
    const { signature = '', ...query } = Object.fromEntries(url.searchParams);
    expect(signature).toMatch(/^v2\.[\w-]{43}$/);
    const signed = { method: 'POST', publishKey, path: url.pathname, query, body } as const;
    expect(grantSignature(signed, keySecret)).toBe(signature);
    // The query itself is spelled alike too, but for the order, which only the signature fixes.
    const spelled = path.slice(path.indexOf('?') + 1).split('&');
    const sent = spelled.filter((pair) => !pair.startsWith('signature='));
    expect(signedQuery(query).split('&').sort()).toEqual(sent.sort());
  });

  it('is made of the bytes that our own client sends', async () => {
    const clock = new FakeClock();
    const ids = new FakeIdSource();
    const transport = new FakeTransport(() => jsonAnswer({ data: { token: 'p0' } }));
    const http = createProviderHttp({
      transport: transport.fetch,
      clock,
      ids,
      allowLoopback: false,
    });
    const { probeKey } = createProviderRegistry({
      http,
      clock,
      ids,
      ...otherProviderParts,
    }).find('pubnub-v1')!.operations;
    const parts = [
      { role: 'publish', secretValue: publishKey },
      { role: 'subscribe', secretValue: subscribeKey },
      { role: 'secret', secretValue: keySecret },
    ] as const;
    const target = {
      baseUrl: 'https://admin.pubnub.com/api',
      dataPlaneUrl: 'https://ps.pndsn.com',
    };
    const scope = { ...keysetScope, unmanaged: [] };
    await probeKey!(target, { parts, scope }, new AbortController().signal);
    const { url, body } = transport.requests[0]!;
    const { signature, ...query } = Object.fromEntries(url.searchParams);
    const signed = { method: 'POST', publishKey, path: url.pathname, query, body: body! } as const;
    expect(grantSignature(signed, keySecret)).toBe(signature);
  });

  it('and the simulation agrees with the SDK about it', async () => {
    const running = composeSandbox({ seed: 3 }).get('pubnub-v1')!;
    const summary = running.instance.summary() as {
      keysets: readonly {
        status: number;
        publishKey: string;
        subscribeKey: string;
        secretKey: string | null;
        properties: Record<string, unknown>;
      }[];
    };
    const keyset = summary.keysets.find(
      ({ status, secretKey, properties }) =>
        status === 1 && secretKey !== null && [1, true].includes(properties['uls'] as number),
    )!;
    const pubnub = new PubNub({
      ...{ publishKey: keyset.publishKey, subscribeKey: keyset.subscribeKey },
      ...{ secretKey: keyset.secretKey!, userId: 'oracle', ssl: false },
      origin: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    });
    await pubnub.grantToken({ ttl: 1, resources: { channels: { abc: { read: true } } } });
    const request = new Request(`http://127.0.0.1${received!.path}`, {
      ...{ method: 'POST', body: received!.body },
      headers: { 'content-type': 'application/json' },
    });
    expect((await running.dataPlane!(request)).status).toBe(200);
  });
});
