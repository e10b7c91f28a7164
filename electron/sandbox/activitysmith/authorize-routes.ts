import { z } from 'zod';
import type { ClientRecord } from './account-record.ts';
import {
  originOf,
  readScope,
  writeScope,
  type AdminApi,
  type AdminContext,
} from './admin-context.ts';
import { consentPage } from './consent-page.ts';
import { parameters, problemsOf, readText } from './request-reading.ts';
import { VendorRefusal } from './vendor-refusal.ts';

const requestSchema = z.strictObject({
  response_type: z.literal('code'),
  client_id: z.string(),
  redirect_uri: z.string(),
  state: z.string().min(8, 'state is required').max(500),
  code_challenge: z.string().regex(/^[\w-]{43}$/, 'must be an S256 challenge'),
  code_challenge_method: z.literal('S256'),
  scope: z.string().max(200).default(readScope),
  resource: z.string().max(500).optional(),
});
const decisionSchema = z.object({
  decision: z.literal(['allow', 'deny']),
  manage_api_keys: z.literal('on').optional(),
});

interface AuthorizationRequest extends z.infer<typeof requestSchema> {
  readonly client: ClientRecord;
  readonly scopes: readonly string[];
}

const pageHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
};

/** `/oauth/authorize`: GET shows the consent page, POST is the person's decision. */
export function registerAuthorizeRoutes(api: AdminApi, context: AdminContext): void {
  const { grants, store } = context;

  api.get('/oauth/authorize', (c) => {
    const given = parameters(new URL(c.req.url).searchParams);
    const request = readRequest(given, c.req.url, context);
    if (request instanceof URL) return c.redirect(request.href, 302);
    const { client, scopes } = request;
    const page = consentPage({
      ...{ clientName: client.name, user: store.user, scopes, parameters: given },
    });
    return c.html(page, 200, pageHeaders);
  });

  api.post('/oauth/authorize', async (c) => {
    const body = await readText(c.req.raw, 'application/x-www-form-urlencoded');
    const { decision, manage_api_keys: manage, ...given } = parameters(new URLSearchParams(body));
    const decided = decisionSchema.safeParse({ decision, manage_api_keys: manage });
    if (!decided.success) throw new VendorRefusal(400, 'invalid_request', 'No decision');
    const request = readRequest(given, c.req.url, context);
    if (request instanceof URL) return c.redirect(request.href, 302);
    const { redirect_uri: redirectUri, state } = request;
    if (decided.data.decision === 'deny') {
      return c.redirect(backTo(redirectUri, { error: 'access_denied', state }).href, 302);
    }
    const code = grants.consent({
      clientId: request.client_id,
      redirectUri,
      scopes: request.scopes,
      challenge: request.code_challenge,
      managesKeys: decided.data.manage_api_keys === 'on',
    });
    const iss = originOf(c.req.url);
    return c.redirect(backTo(redirectUri, { code, state, iss }).href, 302);
  });
}

/**
 * The request, or where to send the browser with the error. Never to an address that the client
 * has not registered: then the error stays here.
 */
function readRequest(
  given: Readonly<Record<string, string>>,
  url: string,
  { grants }: AdminContext,
): AuthorizationRequest | URL {
  const client = grants.client(given['client_id'] ?? '');
  if (client === undefined) throw new VendorRefusal(400, 'invalid_client', 'Unknown client');
  const redirectUri = given['redirect_uri'] ?? '';
  if (!client.redirectUris.includes(redirectUri)) {
    throw new VendorRefusal(400, 'invalid_request', 'The redirect address is not registered');
  }
  const refuse = (error: string, description: string): URL =>
    backTo(redirectUri, {
      error,
      error_description: description,
      ...(given['state'] !== undefined && { state: given['state'] }),
    });
  const parsed = requestSchema.safeParse(given);
  if (!parsed.success) return refuse('invalid_request', problemsOf(parsed.error));
  const scopes = [...new Set(parsed.data.scope.split(' ').filter(Boolean))];
  if (scopes.length === 0 || scopes.some((scope) => ![readScope, writeScope].includes(scope))) {
    return refuse('invalid_scope', 'Unknown scope');
  }
  const { resource } = parsed.data;
  if (resource !== undefined && resource !== `${originOf(url)}/mcp`) {
    return refuse('invalid_target', 'Unknown resource');
  }
  return { ...parsed.data, client, scopes };
}

function backTo(redirectUri: string, values: Readonly<Record<string, string>>): URL {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(values)) url.searchParams.set(name, value);
  return url;
}
