import { originOf, readScope, writeScope, type AdminApi } from './admin-context.ts';

/** Discovery: where the tools are, and where a person consents (RFC 9728 and RFC 8414). */
export function registerMetadataRoutes(api: AdminApi): void {
  for (const path of [
    '/.well-known/oauth-protected-resource',
    '/.well-known/oauth-protected-resource/mcp',
  ]) {
    api.get(path, (c) => {
      const origin = originOf(c.req.url);
      return c.json({
        resource: `${origin}/mcp`,
        authorization_servers: [origin],
        scopes_supported: [readScope, writeScope],
        bearer_methods_supported: ['header'],
      });
    });
  }

  api.get('/.well-known/oauth-authorization-server', (c) => {
    const origin = originOf(c.req.url);
    return c.json({
      issuer: origin,
      authorization_endpoint: `${origin}/oauth/authorize`,
      token_endpoint: `${origin}/oauth/token`,
      registration_endpoint: `${origin}/oauth/register`,
      scopes_supported: [readScope, writeScope],
      response_types_supported: ['code'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['none'],
    });
  });
}
