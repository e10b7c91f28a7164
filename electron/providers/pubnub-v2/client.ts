import type { ProviderSession } from '../../services/ports/provider-values.ts';
import type { HttpOutcome, HttpRequest, ProviderHttp } from '../provider-http.ts';
import type { ProviderHosts } from '../server-address.ts';
import { PUBNUB_V2_ID, pubnubV2Rules } from './rules.ts';

type Wire = string | number | boolean | null | { readonly [name: string]: Wire };

export type WireObject = Readonly<Record<string, Wire>>;

interface Page {
  readonly page: number;
  readonly limit: number;
}

type Session = Pick<ProviderSession, 'baseUrl' | 'credentialSecret' | 'budget'>;

export const hosts: ProviderHosts = { id: PUBNUB_V2_ID, ...pubnubV2Rules };

/** The calls of the PubNub Admin API v2. */
export class PubnubV2Client {
  private readonly http: ProviderHttp;
  private readonly version: () => string;

  constructor(http: ProviderHttp, version: () => string) {
    this.http = http;
    this.version = version;
  }

  /** Proves an API key; never repeated, so that a wrong one is sent once. */
  proveApiKey(session: Session, page: Page, signal: AbortSignal): Promise<HttpOutcome> {
    return this.get(session, `/apps?${pageQuery(page)}`, { kind: 'probe', size: 'list', signal });
  }

  listApps(session: Session, page: Page, signal: AbortSignal): Promise<HttpOutcome> {
    return this.get(session, `/apps?${pageQuery(page)}`, { kind: 'read', size: 'list', signal });
  }

  createApp(session: Session, name: string): Promise<HttpOutcome> {
    return this.write(session, 'POST', '/apps', { name });
  }

  /** All keysets of the account; there is no filter. */
  listKeysets(session: Session, page: Page, signal: AbortSignal): Promise<HttpOutcome> {
    const path = `/keysets?${pageQuery(page)}`;
    return this.get(session, path, { kind: 'read', size: 'list', signal });
  }

  readKeyset(session: Session, keysetId: string, signal: AbortSignal): Promise<HttpOutcome> {
    return this.get(session, `/keysets/${keysetId}`, { kind: 'read', size: 'single', signal });
  }

  readConfig(session: Session, keysetId: string, signal: AbortSignal): Promise<HttpOutcome> {
    const path = `/keysets/${keysetId}/config`;
    return this.get(session, path, { kind: 'read', size: 'single', signal });
  }

  /** Without `activeOnly` expired ones would be among them; its value is a word, not a number. */
  listSecretKeys(session: Session, keysetId: string, signal: AbortSignal): Promise<HttpOutcome> {
    const path = `/keysets/${keysetId}/secret-keys?activeOnly=true`;
    return this.get(session, path, { kind: 'read', size: 'single', signal });
  }

  createKeyset(session: Session, body: WireObject): Promise<HttpOutcome> {
    return this.write(session, 'POST', '/keysets', body);
  }

  updateKeyset(session: Session, keysetId: string, changes: WireObject): Promise<HttpOutcome> {
    return this.write(session, 'PATCH', `/keysets/${keysetId}`, changes);
  }

  /** Partial: what is not sent stays as it is. */
  updateConfig(session: Session, keysetId: string, changes: WireObject): Promise<HttpOutcome> {
    return this.write(session, 'PATCH', `/keysets/${keysetId}/config`, changes);
  }

  deleteKeyset(session: Session, keysetId: string): Promise<HttpOutcome> {
    return this.write(session, 'DELETE', `/keysets/${keysetId}`, null);
  }

  /** The body is required, also without anything in it. Never repeated: each call makes one secret. */
  rotateSecretKey(
    session: Session,
    keysetId: string,
    expiresAt: string | null,
  ): Promise<HttpOutcome> {
    const body = expiresAt === null ? {} : { expiresAt };
    return this.write(session, 'POST', `/keysets/${keysetId}/secret-keys`, body);
  }

  /** Only the first characters go into the address: the secret itself would be an error and a leak. */
  updateSecretKey(
    session: Session,
    keysetId: string,
    stub: string,
    expiresAt: string,
  ): Promise<HttpOutcome> {
    const path = `/keysets/${keysetId}/secret-keys/${stub}`;
    return this.write(session, 'PATCH', path, { expiresAt });
  }

  deleteSecretKey(session: Session, keysetId: string, stub: string): Promise<HttpOutcome> {
    return this.write(session, 'DELETE', `/keysets/${keysetId}/secret-keys/${stub}`, null);
  }

  private get(
    session: Session,
    path: string,
    options: Pick<HttpRequest, 'kind' | 'size'> & { readonly signal: AbortSignal },
  ): Promise<HttpOutcome> {
    return this.http.request({
      ...{ provider: hosts, plane: 'admin', method: 'GET', ...options },
      url: `${session.baseUrl}${path}`,
      headers: this.headers(session),
      budget: session.budget,
    });
  }

  private write(
    session: Session,
    method: 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body: WireObject | null,
  ): Promise<HttpOutcome> {
    return this.http.request({
      ...{ provider: hosts, plane: 'admin', method, size: 'single' },
      kind: method === 'POST' ? 'create' : 'mutate',
      url: `${session.baseUrl}${path}`,
      headers: this.headers(session),
      budget: session.budget,
      ...(body === null ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** The API key goes without `Bearer`, and all three go with every request, one without body too. */
  private headers({ credentialSecret }: Session): Readonly<Record<string, string>> {
    return {
      authorization: credentialSecret,
      'content-type': 'application/json',
      'pubnub-version': this.version(),
    };
  }
}

const pageQuery = ({ page, limit }: Page): string => `page=${page}&limit=${limit}`;
