import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import PubNub from 'pubnub';
import { grantSignature, signedQuery } from '../../../electron/providers/pubnub-grant-signature.ts';
import { canarySecrets, wireKeyset } from './recordings.ts';
import { RunningAccount } from './running-account.ts';

/** PubNub's own SDK as the judge of our signature. */
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

const sdk = (keyset: { publishKey: string; subscribeKey: string }, secretKey: string): PubNub =>
  new PubNub({
    ...{ publishKey: keyset.publishKey, subscribeKey: keyset.subscribeKey, secretKey },
    ...{ userId: "a b!'()*~+&=%/?#-ü", ssl: false },
    origin: `127.0.0.1:${(server.address() as AddressInfo).port}`,
  });

describe('the signature of a grant', () => {
  it('is the one that the SDK sends', async () => {
    const resources = { channels: { "c!'()*~ +,;:@-ä": { read: true } } };
    await sdk(wireKeyset, canarySecrets.key).grantToken({ ttl: 1, resources });
    const { path, body } = received!;
    const url = new URL(path, 'http://sdk.test');
    const { signature = '', ...query } = Object.fromEntries(url.searchParams);
    const { publishKey } = wireKeyset;
    const signed = { method: 'POST', publishKey, path: url.pathname, query, body } as const;
    expect(grantSignature(signed, canarySecrets.key)).toBe(signature);
    const sent = path.slice(path.indexOf('?') + 1).split('&');
    expect(signedQuery(query).split('&').sort()).toEqual(
      sent.filter((pair) => !pair.startsWith('signature=')).sort(),
    );
  });

  it('is taken by the simulation from every live secret of a keyset, and from no expired one', async () => {
    const account = new RunningAccount();
    account.clock.jumpWall(Date.now() - account.clock.now());
    const { keysets } = account.instance.summary() as {
      keysets: readonly {
        name: string;
        publishKey: string;
        subscribeKey: string;
        secretKeys: readonly { secretKey: string; expiresAt: number | null }[];
      }[];
    };
    const keyset = keysets.find(({ name }) => name === 'chat-prod')!;
    for (const { secretKey, expiresAt } of keyset.secretKeys) {
      const resources = { channels: { abc: { read: true } } };
      await sdk(keyset, secretKey).grantToken({ ttl: 1, resources });
      const request = new Request(`http://127.0.0.1${received!.path}`, {
        ...{ method: 'POST', body: received!.body },
        headers: { 'content-type': 'application/json' },
      });
      const isLive = expiresAt === null || expiresAt > account.clock.now();
      expect((await account.instance.dataPlane!(request)).status).toBe(isLive ? 200 : 403);
    }
  });
});
