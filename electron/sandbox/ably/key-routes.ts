import { z } from 'zod';
import type { KeyRecord } from './account-record.ts';
import { requireApp, type AdminApi, type AdminContext, type Needs } from './admin-context.ts';
import { capabilitySchema } from './capability.ts';
import { readBody, requireNoBody } from './request-reading.ts';
import { VendorRefusal } from './vendor-refusal.ts';
import { keyOnWire } from './wire.ts';

const name = z.string().refine((text) => text.trim() !== '', 'must not be empty');
const createSchema = z.strictObject({
  name,
  capability: capabilitySchema,
  revocableTokens: z.boolean().default(false),
});
const changeSchema = z
  .strictObject({
    name: name.exactOptional(),
    capability: capabilitySchema.exactOptional(),
    revocableTokens: z.boolean().exactOptional(),
  })
  .refine((body) => Object.keys(body).length > 0, 'nothing to change');

/** `/apps/{app_id}/keys`: a plain list, no paging, no call for a single key. */
export function registerKeyRoutes(api: AdminApi, needs: Needs, context: AdminContext): void {
  const { store, clock, tuning } = context;
  const requireKey = (appId: string, keyId: string): KeyRecord => {
    requireApp(context, appId);
    const key = store.key(appId, keyId);
    if (key === undefined) throw new VendorRefusal(404, 40_400, 'Key not found');
    return key;
  };
  const shown = (key: KeyRecord): object =>
    keyOnWire(key, { secret: !tuning().listOmitsSecret }, tuning());

  api.get('/apps/:appId/keys', needs('read:key'), (c) => {
    const { id } = requireApp(context, c.req.param('appId'));
    const newestVisibleAt = clock.now() - tuning().listLagMs;
    const keys = store
      .keysOfApp(id)
      .filter((key) => key.createdAt <= newestVisibleAt)
      .filter((key) => key.status === 0 || tuning().listsRevokedKeys);
    return c.json(keys.map(shown));
  });

  api.post('/apps/:appId/keys', needs('write:key'), async (c) => {
    const draft = await readBody(c.req.raw, createSchema);
    const { id } = requireApp(context, c.req.param('appId'));
    if (store.activeKeyCount() >= (tuning().keyLimit ?? store.keyLimit)) {
      // As the vendor's page of this code says: 401, although signing in again changes nothing.
      throw new VendorRefusal(401, 40_127, 'Maximum number of keys reached');
    }
    const key = store.createKey(id, draft);
    return c.json(keyOnWire(key, { secret: true }, tuning()), 201);
  });

  api.patch('/apps/:appId/keys/:keyId', needs('write:key'), async (c) => {
    const change = await readBody(c.req.raw, changeSchema);
    const key = requireKey(c.req.param('appId'), c.req.param('keyId'));
    if (key.status === 1) throw new VendorRefusal(404, 40_400, 'Key not found');
    return c.json(shown(store.changeKey(key, change)));
  });

  api.post('/apps/:appId/keys/:keyId/revoke', needs('write:key'), async (c) => {
    await requireNoBody(c.req.raw);
    const key = requireKey(c.req.param('appId'), c.req.param('keyId'));
    if (key.status === 1) {
      if (tuning().secondRevokeStatus === 404) {
        throw new VendorRefusal(404, 40_400, 'Key not found');
      }
    } else {
      store.revokeKey(key);
    }
    return c.body(null, 200);
  });
}
