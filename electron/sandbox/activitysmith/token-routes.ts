import { z } from 'zod';
import { originOf, type AdminApi, type AdminContext } from './admin-context.ts';
import type { IssuedTokens } from './grant-store.ts';
import { parameters, parse, readText } from './request-reading.ts';
import { VendorRefusal } from './vendor-refusal.ts';

const grantTypeSchema = z.object({ grant_type: z.string() });
const codeSchema = z.strictObject({
  grant_type: z.literal('authorization_code'),
  code: z.string().min(1),
  redirect_uri: z.string().min(1),
  client_id: z.string().min(1),
  code_verifier: z.string().regex(/^[A-Za-z0-9._~-]{43,128}$/, 'is no PKCE verifier'),
  resource: z.string().optional(),
});
const refreshSchema = z.strictObject({
  grant_type: z.literal('refresh_token'),
  refresh_token: z.string().min(1),
  client_id: z.string().min(1),
  scope: z.string().optional(),
  resource: z.string().optional(),
});

/** `POST /oauth/token`: a code with its verifier, or a refresh token, for a pair of tokens. */
export function registerTokenRoutes(api: AdminApi, { grants, tuning }: AdminContext): void {
  api.post('/oauth/token', async (c) => {
    const body = await readText(c.req.raw, 'application/x-www-form-urlencoded');
    const given = parameters(new URLSearchParams(body));
    const { grant_type: grantType } = parse(given, grantTypeSchema, 'invalid_request');
    const resource = `${originOf(c.req.url)}/mcp`;
    if (given['resource'] !== undefined && given['resource'] !== resource) {
      throw new VendorRefusal(400, 'invalid_target', 'Unknown resource');
    }
    if (grants.client(given['client_id'] ?? '') === undefined) {
      throw new VendorRefusal(401, 'invalid_client', 'Unknown client');
    }
    const tokens = exchange(given, grantType);
    if (tokens === null) {
      throw new VendorRefusal(400, 'invalid_grant', 'The grant is invalid, expired or revoked');
    }
    const { accessTokenLifetimeMs, tokenShowsExpiry } = tuning();
    return c.json(
      {
        access_token: tokens.accessSecret,
        token_type: 'Bearer',
        ...(tokenShowsExpiry && { expires_in: Math.floor(accessTokenLifetimeMs / 1_000) }),
        refresh_token: tokens.refreshSecret,
        scope: tokens.consent.scopes.join(' '),
      },
      200,
      { 'cache-control': 'no-store' },
    );
  });

  function exchange(given: unknown, grantType: string): IssuedTokens | null {
    const lifetimeMs = tuning().accessTokenLifetimeMs;
    switch (grantType) {
      case 'authorization_code': {
        const request = parse(given, codeSchema, 'invalid_request');
        return grants.redeem(
          {
            codeSecret: request.code,
            clientId: request.client_id,
            redirectUri: request.redirect_uri,
            verifierSecret: request.code_verifier,
          },
          lifetimeMs,
        );
      }
      case 'refresh_token': {
        const request = parse(given, refreshSchema, 'invalid_request');
        return grants.refresh(
          { refreshSecret: request.refresh_token, clientId: request.client_id },
          lifetimeMs,
        );
      }
      default:
        throw new VendorRefusal(400, 'unsupported_grant_type', 'Unknown grant type');
    }
  }
}
