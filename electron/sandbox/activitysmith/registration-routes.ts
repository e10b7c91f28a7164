import { z } from 'zod';
import type { AdminApi, AdminContext } from './admin-context.ts';
import { parse, readJson } from './request-reading.ts';
import { VendorRefusal } from './vendor-refusal.ts';

/** Unknown metadata is ignored, as RFC 7591 demands. */
const registrationSchema = z.object({
  client_name: z.string().min(1).max(200).default('Unnamed client'),
  redirect_uris: z.array(z.string().max(2_000)).min(1).max(10),
  grant_types: z
    .array(z.literal(['authorization_code', 'refresh_token']))
    .default(['authorization_code']),
  response_types: z.array(z.literal('code')).default(['code']),
  // Native apps keep no client secret.
  token_endpoint_auth_method: z.literal('none'),
  scope: z.string().max(200).optional(),
});

/** `POST /oauth/register`: dynamic client registration. */
export function registerRegistrationRoutes(api: AdminApi, { grants }: AdminContext): void {
  api.post('/oauth/register', async (c) => {
    const body = parse(await readJson(c.req.raw), registrationSchema, 'invalid_client_metadata');
    if (!body.redirect_uris.every(isLoopback)) {
      throw new VendorRefusal(400, 'invalid_redirect_uri', 'Only loopback addresses are taken');
    }
    const client = grants.register(body.client_name, body.redirect_uris);
    return c.json(
      {
        client_id: client.clientId,
        client_id_issued_at: Math.floor(client.createdAt / 1_000),
        ...body,
      },
      201,
      { 'cache-control': 'no-store' },
    );
  });
}

/** Where a native app waits for the browser (RFC 8252, 7.3). */
function isLoopback(redirectUri: string): boolean {
  if (!URL.canParse(redirectUri)) return false;
  const { protocol, hostname, hash, username } = new URL(redirectUri);
  const isHere = ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
  return protocol === 'http:' && isHere && hash === '' && username === '';
}
