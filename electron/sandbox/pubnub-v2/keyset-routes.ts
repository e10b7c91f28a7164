import { z } from 'zod';
import {
  planRefusal,
  requirePaidPlan,
  requirePermission,
  type AdminApi,
  type AdminContext,
} from './admin-context.ts';
import { requireAllowedConfig, requireKeyset } from './keyset-checks.ts';
import { configSchema, defaultConfig, mergeConfig } from './keyset-config.ts';
import {
  idSchema,
  nameSchema,
  pageQuerySchema,
  readBody,
  readNoQuery,
  readQuery,
} from './request-reading.ts';
import { VendorRefusal } from './vendor-refusal.ts';
import { configOnWire, keysetOnWire, secretKeyOnWire } from './wire.ts';

const freeKeysetLimit = 3;
const typeSchema = z.enum(['testing', 'production']);
const createSchema = z.strictObject({
  keyset: z.strictObject({ name: nameSchema, type: typeSchema, appId: idSchema }),
  config: configSchema.default({}),
});
const changeSchema = z
  .strictObject({ name: nameSchema.optional(), type: typeSchema.optional() })
  .refine((body) => body.name !== undefined || body.type !== undefined, 'nothing to change');

/** `/v2/keysets` and `/v2/keysets/:id`. */
export function registerKeysetRoutes(api: AdminApi, { store, clock, tuning }: AdminContext): void {
  api.get('/v2/keysets', (c) => {
    requirePermission(c.get('permissions'), 'keyset:read');
    const { page, limit } = readQuery(c.req.url, pageQuerySchema);
    const newestVisibleAt = clock.now() - tuning().listLagMs;
    const all = store.keysets().filter((keyset) => keyset.createdAt <= newestVisibleAt);
    const keysets = all.slice((page - 1) * limit, page * limit).map(keysetOnWire);
    return c.json({ keysets, total: all.length, page, limit });
  });

  api.post('/v2/keysets', async (c) => {
    requirePermission(c.get('permissions'), 'keyset:write', 'keyset-secret:read');
    readNoQuery(c.req.url);
    const { keyset: wanted, config } = await readBody(c.req.raw, createSchema);
    if (store.app(wanted.appId) === undefined) throw new VendorRefusal(404, 'App not found');
    requireAllowedConfig(null, config, tuning());
    if (wanted.type === 'production') requirePaidPlan(tuning(), 'A production keyset');
    const { plan, planErrorStatus } = tuning();
    if (plan === 'free' && store.keysets().length >= freeKeysetLimit) {
      throw planRefusal(planErrorStatus, 'The free plan is limited to 3 keysets');
    }
    const keyset = store.createKeyset({ ...wanted, config: mergeConfig(defaultConfig, config) });
    const secretKeys = keyset.secretKeys.map(secretKeyOnWire);
    const answer = { ...keysetOnWire(keyset), secretKeys };
    return c.json({ keyset: answer, config: configOnWire(keyset.config, tuning()) }, 201);
  });

  api.get('/v2/keysets/:id', (c) => {
    requirePermission(c.get('permissions'), 'keyset:read');
    readNoQuery(c.req.url);
    return c.json(keysetOnWire(requireKeyset(store, c.req.param('id'))));
  });

  api.patch('/v2/keysets/:id', async (c) => {
    requirePermission(c.get('permissions'), 'keyset:write');
    readNoQuery(c.req.url);
    const change = await readBody(c.req.raw, changeSchema);
    const keyset = requireKeyset(store, c.req.param('id'));
    if (change.type === 'production' && keyset.type === 'testing') {
      requirePaidPlan(tuning(), 'A production keyset');
    }
    return c.json(keysetOnWire(store.changeKeyset(keyset, change)));
  });

  api.delete('/v2/keysets/:id', (c) => {
    requirePermission(c.get('permissions'), 'keyset:write');
    readNoQuery(c.req.url);
    store.deleteKeyset(requireKeyset(store, c.req.param('id')));
    return c.json({ success: true });
  });
}
