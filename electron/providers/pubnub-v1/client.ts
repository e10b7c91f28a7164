import type { ProviderSession, ProviderTarget } from '../../services/ports/provider-values.ts';
import type { HttpOutcome, HttpRequest, ProviderHttp } from '../provider-http.ts';
import type { ProviderHosts } from '../server-address.ts';
import { PUBNUB_V1_ID, pubnubV1Rules } from './rules.ts';

type Wire = string | number | null | { readonly [name: string]: Wire };

export const hosts: ProviderHosts = { id: PUBNUB_V1_ID, ...pubnubV1Rules };

/** The calls of the PubNub Admin API v1. */
export class PubnubV1Client {
  private readonly http: ProviderHttp;

  constructor(http: ProviderHttp) {
    this.http = http;
  }

  /** Never repeated: a wrong password sent four times may lock the account. */
  signIn(
    target: ProviderTarget,
    credentials: { readonly email: string; readonly passwordSecret: string },
    signal: AbortSignal,
  ): Promise<HttpOutcome> {
    const { email, passwordSecret } = credentials;
    return this.http.request({
      ...{ provider: hosts, plane: 'admin', method: 'POST', kind: 'probe', size: 'single' },
      url: `${target.baseUrl}/me`,
      body: JSON.stringify({ email, password: passwordSecret }),
      signal,
    });
  }

  /** Without `no_keys` every app would carry the secret keys of its keysets. */
  listApps(session: ProviderSession, signal: AbortSignal): Promise<HttpOutcome> {
    const query = { owner_id: session.accountId, no_keys: '1' };
    return this.read(session, '/apps', { query, size: 'list', signal });
  }

  createApp(session: ProviderSession, name: string): Promise<HttpOutcome> {
    return this.write(session, 'POST', '/apps', { owner_id: Number(session.accountId), name });
  }

  /** All three parameters are required. */
  listKeys(
    session: ProviderSession,
    page: { readonly appId: string; readonly page: number; readonly limit: number },
    signal: AbortSignal,
  ): Promise<HttpOutcome> {
    const query = { app_id: page.appId, page: String(page.page), limit: String(page.limit) };
    return this.read(session, '/app/keys', { query, size: 'list', signal });
  }

  readKey(session: ProviderSession, keyId: string, signal: AbortSignal): Promise<HttpOutcome> {
    return this.read(session, `/keys/${keyId}`, { query: {}, size: 'single', signal });
  }

  createKey(session: ProviderSession, body: Readonly<Record<string, Wire>>): Promise<HttpOutcome> {
    return this.write(session, 'POST', '/keys', body);
  }

  /** Partial: what is not sent stays as it is. */
  updateKey(
    session: ProviderSession,
    keyId: string,
    changes: Readonly<Record<string, Wire>>,
  ): Promise<HttpOutcome> {
    return this.write(session, 'PUT', `/keys/${keyId}`, changes);
  }

  listVault(
    session: ProviderSession,
    subscribeKey: string,
    signal: AbortSignal,
  ): Promise<HttpOutcome> {
    const path = `/vault/${encodeURIComponent(subscribeKey)}/keys`;
    return this.read(session, path, { query: {}, size: 'list', signal });
  }

  /** Writes or overwrites. The body repeats both names, in another spelling than the rest of the API. */
  putVault(
    session: ProviderSession,
    entry: { readonly subscribeKey: string; readonly name: string; readonly secretValue: string },
  ): Promise<HttpOutcome> {
    const { subscribeKey, name, secretValue } = entry;
    return this.write(session, 'PUT', vaultPath(subscribeKey, name), {
      ...{ subscribeKey, keyName: name, value: secretValue },
    });
  }

  removeVault(session: ProviderSession, subscribeKey: string, name: string): Promise<HttpOutcome> {
    return this.write(session, 'DELETE', vaultPath(subscribeKey, name), null);
  }

  private read(
    session: ProviderSession,
    path: string,
    options: {
      readonly query: Readonly<Record<string, string>>;
      readonly size: HttpRequest['size'];
      readonly signal: AbortSignal;
    },
  ): Promise<HttpOutcome> {
    const query = new URLSearchParams(options.query).toString();
    return this.http.request({
      ...{ provider: hosts, plane: 'admin', method: 'GET', kind: 'read' },
      url: `${session.baseUrl}${path}${query === '' ? '' : `?${query}`}`,
      headers: { 'x-session-token': session.credentialSecret },
      budget: session.budget,
      size: options.size,
      signal: options.signal,
    });
  }

  private write(
    session: ProviderSession,
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body: Readonly<Record<string, Wire>> | null,
  ): Promise<HttpOutcome> {
    return this.http.request({
      ...{ provider: hosts, plane: 'admin', method, size: 'single' },
      kind: method === 'POST' ? 'create' : 'mutate',
      url: `${session.baseUrl}${path}`,
      headers: { 'x-session-token': session.credentialSecret },
      budget: session.budget,
      ...(body === null ? {} : { body: JSON.stringify(body) }),
    });
  }
}

const vaultPath = (subscribeKey: string, name: string): string =>
  `/vault/${encodeURIComponent(subscribeKey)}/key/${encodeURIComponent(name)}`;
