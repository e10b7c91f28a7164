import { z } from 'zod';
import { requireKeyset, requireOwner, type AdminApi, type AdminContext } from './admin-context.ts';
import {
  changedPropertiesSchema,
  defaultProperties,
  newPropertiesSchema,
} from './keyset-properties.ts';
import { digits, parse, readBody, readQuery } from './request-reading.ts';
import { VendorRefusal } from './vendor-refusal.ts';
import { keysetOnWire, keysetWithoutSecrets, toSeconds } from './wire.ts';

const listQuerySchema = z
  .strictObject({ app_id: digits.optional(), owner_id: digits.optional() })
  .refine(
    (query) => (query.app_id === undefined) !== (query.owner_id === undefined),
    'exactly one of app_id and owner_id is required',
  );
const typeSchema = z.literal([0, 1]);
const statusSchema = z.literal([0, 1]);
const createSchema = z.strictObject({
  app_id: z.int(),
  type: typeSchema,
  status: statusSchema.default(1),
  properties: newPropertiesSchema,
});
const changeSchema = z
  .strictObject({
    type: typeSchema.optional(),
    status: statusSchema.optional(),
    properties: changedPropertiesSchema.optional(),
  })
  .refine(
    (body) =>
      body.type !== undefined ||
      body.status !== undefined ||
      Object.keys(body.properties ?? {}).length > 0,
    'nothing to change',
  );

/** `/keys` and `/keys/{id}`. */
export function registerKeyRoutes(api: AdminApi, { store, clock, tuning }: AdminContext): void {
  const noQuery = (url: string): void => {
    readQuery(url, z.strictObject({}));
  };

  api.get('/api/keys', (c) => {
    const { app_id: appId, owner_id: ownerId } = readQuery(c.req.url, listQuerySchema);
    if (ownerId !== undefined) requireOwner(store, ownerId);
    if (appId !== undefined && store.app(appId) === undefined) {
      throw new VendorRefusal(404, 'App not found');
    }
    const newestVisibleAt = clock.now() - tuning().listLagMs;
    const result = store
      .keysets()
      .filter((keyset) => keyset.createdAt <= newestVisibleAt)
      .filter((keyset) => appId === undefined || keyset.appId === appId);
    return c.json({ result: result.map(keysetOnWire) });
  });

  api.post('/api/keys', async (c) => {
    noQuery(c.req.url);
    const body = await readBody(c.req.raw, createSchema);
    if (store.app(body.app_id) === undefined) throw new VendorRefusal(404, 'App not found');
    const keyset = store.createKeyset({
      appId: body.app_id,
      type: body.type,
      status: body.status,
      properties: { ...defaultProperties, ...body.properties },
    });
    const onWire = tuning().createShowsSecrets ? keysetOnWire : keysetWithoutSecrets;
    return c.json({ result: onWire(keyset) });
  });

  api.get('/api/keys/:id', (c) => {
    noQuery(c.req.url);
    const keyset = requireKeyset(store.keyset(parse(c.req.param('id'), digits, 'path.key_id')));
    return c.json({ result: keysetOnWire(keyset) });
  });

  api.put('/api/keys/:id', async (c) => {
    noQuery(c.req.url);
    const id = parse(c.req.param('id'), digits, 'path.key_id');
    const change = await readBody(c.req.raw, changeSchema);
    const keyset = requireKeyset(store.keyset(id));
    if (change.status === 1 && keyset.status === 0) {
      throw new VendorRefusal(400, 'A disabled key cannot be enabled again');
    }
    const { modifiedAt } = store.changeKeyset(keyset, change);
    return c.json({
      result: { modified: toSeconds(modifiedAt ?? 0), properties: change.properties ?? {} },
    });
  });
}
