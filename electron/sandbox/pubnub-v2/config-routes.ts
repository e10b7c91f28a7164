import { requirePermission, type AdminApi, type AdminContext } from './admin-context.ts';
import { requireAllowedConfig, requireKeyset } from './keyset-checks.ts';
import { configSchema, mergeConfig } from './keyset-config.ts';
import { readBody, readNoQuery } from './request-reading.ts';
import { configOnWire } from './wire.ts';

/** `/v2/keysets/:id/config`. */
export function registerConfigRoutes(api: AdminApi, { store, tuning }: AdminContext): void {
  api.get('/v2/keysets/:id/config', (c) => {
    requirePermission(c.get('permissions'), 'keyset:read');
    readNoQuery(c.req.url);
    const { config } = requireKeyset(store, c.req.param('id'));
    return c.json(configOnWire(config, tuning()));
  });

  api.patch('/v2/keysets/:id/config', async (c) => {
    requirePermission(c.get('permissions'), 'keyset:write');
    readNoQuery(c.req.url);
    const change = await readBody(c.req.raw, configSchema);
    const keyset = requireKeyset(store, c.req.param('id'));
    requireAllowedConfig(keyset.config, change, tuning());
    const changed = store.changeConfig(keyset, mergeConfig(keyset.config, change));
    return c.json(configOnWire(changed.config, tuning()));
  });
}
