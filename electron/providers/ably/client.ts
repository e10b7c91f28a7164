import type { ProviderSession, ProviderTarget } from '../../services/ports/provider-values.ts';
import type { HttpOutcome, ProviderHttp } from '../provider-http.ts';
import type { ProviderHosts } from '../server-address.ts';
import type { AppKeyId } from './key-id.ts';
import { ABLY_ID, ablyRules } from './rules.ts';

type Wire = string | number | boolean | null | readonly Wire[] | { readonly [name: string]: Wire };

const hosts: ProviderHosts = { id: ABLY_ID, ...ablyRules };

/** The calls of Ably's Control API and the one data-plane call that proves a key. */
export class AblyClient {
  private readonly http: ProviderHttp;

  constructor(http: ProviderHttp) {
    this.http = http;
  }

  /** Who this access token belongs to. Asked once: a refused token is not better the second time. */
  identify(target: ProviderTarget, tokenSecret: string, signal: AbortSignal): Promise<HttpOutcome> {
    return this.http.request({
      ...{ provider: hosts, plane: 'admin', method: 'GET', kind: 'probe', size: 'single' },
      url: `${target.baseUrl}/me`,
      headers: bearer(tokenSecret),
      signal,
    });
  }

  /** The same question about the session's token, which is known to work. */
  readIdentity(session: ProviderSession, signal: AbortSignal): Promise<HttpOutcome> {
    return this.read(session, '/me', signal);
  }

  listApps(session: ProviderSession, signal: AbortSignal): Promise<HttpOutcome> {
    return this.list(session, accountPath(session), signal);
  }

  createApp(session: ProviderSession, name: string): Promise<HttpOutcome> {
    return this.write(session, 'POST', accountPath(session), { kind: 'create', body: { name } });
  }

  /** Every key of the app, revoked ones among them; the list has no pages. */
  listKeys(session: ProviderSession, appId: string, signal: AbortSignal): Promise<HttpOutcome> {
    return this.list(session, keysPath(appId), signal);
  }

  listQueues(session: ProviderSession, appId: string, signal: AbortSignal): Promise<HttpOutcome> {
    return this.list(session, `/apps/${appId}/queues`, signal);
  }

  listNamespaces(
    session: ProviderSession,
    appId: string,
    signal: AbortSignal,
  ): Promise<HttpOutcome> {
    return this.list(session, `/apps/${appId}/namespaces`, signal);
  }

  createKey(
    session: ProviderSession,
    appId: string,
    body: Readonly<Record<string, Wire>>,
  ): Promise<HttpOutcome> {
    return this.write(session, 'POST', keysPath(appId), { kind: 'create', body });
  }

  /** A capability that is sent replaces the whole one. */
  updateKey(
    session: ProviderSession,
    { appId, keyId }: AppKeyId,
    changes: Readonly<Record<string, Wire>>,
  ): Promise<HttpOutcome> {
    const path = `${keysPath(appId)}/${keyId}`;
    return this.write(session, 'PATCH', path, { kind: 'mutate', body: changes });
  }

  revokeKey(session: ProviderSession, { appId, keyId }: AppKeyId): Promise<HttpOutcome> {
    const path = `${keysPath(appId)}/${keyId}/revoke`;
    return this.write(session, 'POST', path, { kind: 'mutate', body: null });
  }

  /** Asks for a token of one second with all that the key may do. Nothing is stored, no channel touched. */
  requestToken(
    target: ProviderTarget,
    key: { readonly keyName: string; readonly fullSecret: string },
    timestamp: number,
    signal: AbortSignal,
  ): Promise<HttpOutcome> {
    const { keyName, fullSecret } = key;
    return this.http.request({
      ...{ provider: hosts, plane: 'data', method: 'POST', kind: 'probe', size: 'single' },
      url: `${target.dataPlaneUrl}/keys/${keyName}/requestToken`,
      headers: basic(fullSecret),
      body: JSON.stringify({ keyName, ttl: 1_000, timestamp }),
      signal,
    });
  }

  /** Ends tokens that were made with this key. */
  revokeTokens(
    target: ProviderTarget,
    key: { readonly keyName: string; readonly fullSecret: string },
    body: Readonly<Record<string, Wire>>,
    signal: AbortSignal,
  ): Promise<HttpOutcome> {
    return this.http.request({
      ...{ provider: hosts, plane: 'data', method: 'POST', kind: 'mutate', size: 'single' },
      url: `${target.dataPlaneUrl}/keys/${key.keyName}/revokeTokens`,
      headers: basic(key.fullSecret),
      body: JSON.stringify(body),
      signal,
    });
  }

  private list(session: ProviderSession, path: string, signal: AbortSignal): Promise<HttpOutcome> {
    return this.read(session, path, signal, 'list');
  }

  private read(
    session: ProviderSession,
    path: string,
    signal: AbortSignal,
    size: 'single' | 'list' = 'single',
  ): Promise<HttpOutcome> {
    return this.http.request({
      ...{ provider: hosts, plane: 'admin', method: 'GET', kind: 'read', size },
      url: `${session.baseUrl}${path}`,
      headers: bearer(session.credentialSecret),
      budget: session.budget,
      signal,
    });
  }

  private write(
    session: ProviderSession,
    method: 'POST' | 'PATCH',
    path: string,
    call: {
      readonly kind: 'create' | 'mutate';
      readonly body: Readonly<Record<string, Wire>> | null;
    },
  ): Promise<HttpOutcome> {
    return this.http.request({
      ...{ provider: hosts, plane: 'admin', method, kind: call.kind, size: 'single' },
      url: `${session.baseUrl}${path}`,
      headers: bearer(session.credentialSecret),
      budget: session.budget,
      ...(call.body === null ? {} : { body: JSON.stringify(call.body) }),
    });
  }
}

const bearer = (tokenSecret: string): Readonly<Record<string, string>> => ({
  authorization: `Bearer ${tokenSecret}`,
});

const basic = (fullSecret: string): Readonly<Record<string, string>> => ({
  authorization: `Basic ${Buffer.from(fullSecret).toString('base64')}`,
});

const accountPath = ({ accountId }: ProviderSession): string =>
  `/accounts/${encodeURIComponent(accountId)}/apps`;

const keysPath = (appId: string): string => `/apps/${appId}/keys`;
