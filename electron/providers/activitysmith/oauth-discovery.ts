import { fail, ok, type Result } from '../../../shared/errors/app-error.ts';
import { changed, parseAnswer } from '../provider-answer.ts';
import type { HttpOutcome, ProviderHttp } from '../provider-http.ts';
import type { ProviderHosts } from '../server-address.ts';
import { authorizationServerAnswer, protectedResourceAnswer } from './oauth-schema.ts';
import { ACTIVITYSMITH_ID, activitysmithRules } from './rules.ts';

/** Where consent is asked for, and what it is asked for. */
export interface AuthorizationServer {
  readonly issuer: string;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly registrationUrl: string;
  /** The name of the tools' address in tokens (RFC 8707). */
  readonly resource: string;
}

export const hosts: ProviderHosts = { id: ACTIVITYSMITH_ID, ...activitysmithRules };

/**
 * Asks the tools' address for its authorization server (RFC 9728), and that one for its addresses
 * (RFC 8414). All of these must be on the origin that speaks for them: registration goes there
 * through the guarded client before the browser is sent anywhere, so a foreign one is refused first.
 */
export async function discover(
  http: ProviderHttp,
  baseUrl: string,
  signal: AbortSignal | undefined,
): Promise<Result<AuthorizationServer>> {
  const resource = await read(
    http,
    wellKnown(baseUrl, 'oauth-protected-resource'),
    protectedResourceAnswer,
    signal,
  );
  if (!resource.ok) return resource;
  if (new URL(resource.value.resource).origin !== new URL(baseUrl).origin)
    return refuse('The server speaks for another address.');
  const [issuer = ''] = resource.value.authorization_servers;
  const server = await read(
    http,
    wellKnown(issuer, 'oauth-authorization-server'),
    authorizationServerAnswer,
    signal,
  );
  if (!server.ok) return server;
  const found = server.value;
  if (withoutSlash(found.issuer) !== withoutSlash(issuer))
    return refuse('The authorization server goes by another name.');
  const urls = {
    authorizationUrl: found.authorization_endpoint,
    tokenUrl: found.token_endpoint,
    registrationUrl: found.registration_endpoint,
  };
  const { origin } = new URL(issuer);
  if (Object.values(urls).some((url) => new URL(url).origin !== origin))
    return refuse('The authorization server names foreign addresses.');
  return ok({ issuer: found.issuer, ...urls, resource: resource.value.resource });
}

/** First the address made from the whole path, then the one of the origin alone. */
async function read<T>(
  http: ProviderHttp,
  urls: readonly string[],
  schema: Parameters<typeof parseAnswer<T>>[1],
  signal: AbortSignal | undefined,
): Promise<Result<T>> {
  const context = { providerId: ACTIVITYSMITH_ID, subject: 'account', effect: 'read' } as const;
  const [url = '', next] = urls;
  const outcome = await http.request({
    ...{ provider: hosts, plane: 'admin', method: 'GET', kind: 'read', size: 'single', url },
    ...(signal === undefined ? {} : { signal }),
  });
  if (isMissing(outcome)) {
    if (next !== undefined) return read(http, [next], schema, signal);
    const { host } = new URL(url);
    return fail({ kind: 'address-refused', reason: 'not-found', host });
  }
  return parseAnswer(outcome, schema, { ...context, sentSecrets: [] });
}

const isMissing = (outcome: HttpOutcome): boolean =>
  outcome.kind === 'response' && [404, 405, 410].includes(outcome.status);

function wellKnown(address: string, name: string): readonly string[] {
  const { origin, pathname } = new URL(address);
  const root = `${origin}/.well-known/${name}`;
  const path = withoutSlash(pathname);
  return path === '' ? [root] : [`${root}${path}`, root];
}

const withoutSlash = (address: string): string => address.replace(/\/$/, '');

const refuse = (issue: string): Result<never> => fail(changed(ACTIVITYSMITH_ID, [issue]));
