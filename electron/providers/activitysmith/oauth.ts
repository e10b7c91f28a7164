import { createHash, timingSafeEqual } from 'node:crypto';
import { fail, ok, type AppError, type Result } from '../../../shared/errors/app-error.ts';
import { SECOND_MS } from '../../../shared/lib/duration.ts';
import type { Clock } from '../../services/ports/clock.ts';
import type { IdSource } from '../../services/ports/id-source.ts';
import type { BrowserConsent } from '../../services/ports/provider-values.ts';
import { changed, parseAnswer, type AnswerContext } from '../provider-answer.ts';
import type { HttpOutcome, ProviderHttp } from '../provider-http.ts';
import type { Grant } from './credential.ts';
import { discover, hosts, type AuthorizationServer } from './oauth-discovery.ts';
import { registrationAnswer, tokenAnswer, type TokenAnswer } from './oauth-schema.ts';
import { ACTIVITYSMITH_ID, activitysmithScopes } from './rules.ts';

interface Dependencies {
  readonly http: ProviderHttp;
  readonly clock: Clock;
  readonly ids: IdSource;
}

const providerId = ACTIVITYSMITH_ID;
const asked = activitysmithScopes.map(({ name }) => name);
const askedScope = asked.join(' ');

/** OAuth 2.1 as the MCP specification asks for it: discovery, registration, PKCE, refresh. */
export class OAuth {
  private readonly deps: Dependencies;

  constructor(deps: Dependencies) {
    this.deps = deps;
  }

  /** Each sign-in registers a client of its own, because its redirect address has a random port. */
  async consent(
    baseUrl: string,
    consent: BrowserConsent,
    signal: AbortSignal,
  ): Promise<Result<Grant>> {
    const server = await discover(this.deps.http, baseUrl, signal);
    if (!server.ok) return server;
    const client = await this.register(server.value, consent.redirectUri, signal);
    if (!client.ok) return client;
    const verifierSecret = this.random(32);
    const state = this.random(16);
    const url = authorizeUrl(server.value, {
      ...{ client_id: client.value, redirect_uri: consent.redirectUri, state },
      code_challenge: createHash('sha256').update(verifierSecret).digest('base64url'),
    });
    const answered = await consent.authorize(url, signal);
    if (!answered.ok) return answered;
    const code = codeOf(answered.value, state, server.value.issuer);
    if (!code.ok) return code;
    const outcome = await this.token(
      server.value,
      {
        ...{ grant_type: 'authorization_code', code: code.value, client_id: client.value },
        ...{ redirect_uri: consent.redirectUri, code_verifier: verifierSecret },
      },
      signal,
    );
    if (isRefused(outcome)) return fail({ kind: 'sign-in-refused', providerId });
    const sentSecrets = [code.value, verifierSecret];
    const tokens = parseAnswer(outcome, tokenAnswer, { ...about, sentSecrets });
    if (!tokens.ok) return tokens;
    return ok(
      this.grantOf(tokens.value, { clientId: client.value, refreshSecret: null, scopes: asked }),
    );
  }

  /** A new grant for the refresh token; `provider-unauthorized` when there is or remains none. */
  async renew(baseUrl: string, grant: Grant): Promise<Result<Grant>> {
    const { refreshSecret, clientId } = grant;
    const unauthorized = fail({ kind: 'provider-unauthorized', providerId });
    if (refreshSecret === null) return unauthorized;
    const server = await discover(this.deps.http, baseUrl, undefined);
    if (!server.ok) return server;
    const outcome = await this.token(server.value, {
      ...{ grant_type: 'refresh_token', refresh_token: refreshSecret, client_id: clientId },
    });
    if (isRefused(outcome)) return unauthorized;
    const tokens = parseAnswer(outcome, tokenAnswer, { ...about, sentSecrets: [refreshSecret] });
    return tokens.ok ? ok(this.grantOf(tokens.value, grant)) : tokens;
  }

  private async register(
    server: AuthorizationServer,
    redirectUri: string,
    signal: AbortSignal,
  ): Promise<Result<string>> {
    const outcome = await this.deps.http.request({
      ...{ provider: hosts, plane: 'admin', method: 'POST', kind: 'probe', size: 'single', signal },
      url: server.registrationUrl,
      body: JSON.stringify({
        client_name: 'Rekey',
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: 'none',
        scope: askedScope,
      }),
    });
    const answer = parseAnswer(outcome, registrationAnswer, about);
    return answer.ok ? ok(answer.value.client_id) : answer;
  }

  /** Never repeated: a code and a refresh token are good for one exchange. */
  private token(
    server: AuthorizationServer,
    parameters: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<HttpOutcome> {
    return this.deps.http.request({
      ...{ provider: hosts, plane: 'admin', method: 'POST', kind: 'probe', size: 'single' },
      url: server.tokenUrl,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ...parameters, resource: server.resource }).toString(),
      ...(signal === undefined ? {} : { signal }),
    });
  }

  /** A refresh may keep the refresh token and the scopes it was asked with (RFC 6749, sections 5.1 and 6). */
  private grantOf(
    tokens: TokenAnswer,
    asked: Pick<Grant, 'clientId' | 'refreshSecret' | 'scopes'>,
  ): Grant {
    const { access_token: accessSecret, refresh_token, expires_in: seconds, scope } = tokens;
    const isLifetime = typeof seconds === 'number' && seconds > 0 && seconds < 1e9;
    return {
      ...{ accessSecret, refreshSecret: refresh_token ?? asked.refreshSecret },
      clientId: asked.clientId,
      endsAt: isLifetime ? this.deps.clock.now() + Math.floor(seconds * SECOND_MS) : null,
      scopes: scope?.split(' ').filter(Boolean) ?? asked.scopes,
    };
  }

  private random(byteCount: number): string {
    return Buffer.from(this.deps.ids.bytes(byteCount)).toString('base64url');
  }
}

const about: AnswerContext = { providerId, subject: 'account', effect: 'read', sentSecrets: [] };

/** The grant itself was refused; a page with the same status is somebody else talking. */
const isRefused = (outcome: HttpOutcome): boolean =>
  outcome.kind === 'response' &&
  (outcome.status === 400 || outcome.status === 401) &&
  outcome.body.kind === 'json';

function authorizeUrl(
  server: AuthorizationServer,
  parameters: Readonly<Record<string, string>>,
): string {
  const url = new URL(server.authorizationUrl);
  const all = {
    ...{ response_type: 'code', code_challenge_method: 'S256', scope: askedScope },
    ...{ resource: server.resource, ...parameters },
  };
  for (const [name, value] of Object.entries(all)) url.searchParams.set(name, value);
  return url.href;
}

/** The code, once it is clear that this answer belongs to our question (RFC 9207 and the state). */
function codeOf(query: URLSearchParams, state: string, issuer: string): Result<string> {
  const answeredState = query.get('state') ?? '';
  const answeredIssuer = query.get('iss') ?? issuer;
  if (!isSame(answeredState, state) || answeredIssuer !== issuer)
    return fail(rejected('state-mismatch'));
  const error = query.get('error');
  if (error === 'access_denied') return fail({ kind: 'cancelled' });
  if (error !== null) return fail(rejected(/^[a-z_]{1,60}$/.test(error) ? error : 'unknown'));
  const code = query.get('code') ?? '';
  return /^[\x21-\x7e]{1,2000}$/.test(code)
    ? ok(code)
    : fail(changed(providerId, ['The consent page sent no code back.']));
}

const rejected = (code: string): AppError => ({
  kind: 'provider-rejected',
  providerId,
  code,
  message: null,
});

function isSame(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
