import PubNub from 'pubnub';

interface Credentials {
  readonly publishKey: string;
  readonly subscribeKey: string;
  readonly secretKey: string;
}

/** What a server does with its keys: PubNub's own SDK asks the data plane at this address for a token. */
export function grantAt(
  dataPlaneUrl: string,
  { publishKey, subscribeKey, secretKey }: Credentials,
): Promise<string> {
  const consumer = new PubNub({
    ...{ publishKey, subscribeKey, secretKey, userId: 'a consumer' },
    ...{ origin: new URL(dataPlaneUrl).host, ssl: false },
  });
  return consumer.grantToken({ ttl: 1, resources: { channels: { kiosk: { read: true } } } });
}
