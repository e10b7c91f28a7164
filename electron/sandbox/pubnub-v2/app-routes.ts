import { z } from 'zod';
import type { AppRecord } from './account-record.ts';
import { requirePermission, type AdminApi, type AdminContext } from './admin-context.ts';
import {
  idSchema,
  nameSchema,
  pageQuerySchema,
  parse,
  readBody,
  readNoQuery,
  readQuery,
} from './request-reading.ts';
import { VendorRefusal } from './vendor-refusal.ts';
import { appOnWire } from './wire.ts';

const bodySchema = z.strictObject({ name: nameSchema });

/** `/v2/apps` and `/v2/apps/:id`. */
export function registerAppRoutes(api: AdminApi, { store }: AdminContext): void {
  const requireApp = (idText: string): AppRecord => {
    const app = store.app(parse(idText, idSchema, 'path.id'));
    if (app === undefined) throw new VendorRefusal(404, 'App not found');
    return app;
  };

  api.get('/v2/apps', (c) => {
    requirePermission(c.get('permissions'), 'app:read');
    const { page, limit } = readQuery(c.req.url, pageQuerySchema);
    const all = store.apps();
    const apps = all.slice((page - 1) * limit, page * limit).map(appOnWire);
    return c.json({ apps, total: all.length, page, limit });
  });

  api.post('/v2/apps', async (c) => {
    requirePermission(c.get('permissions'), 'app:write');
    readNoQuery(c.req.url);
    const { name } = await readBody(c.req.raw, bodySchema);
    return c.json(appOnWire(store.createApp(name)), 201);
  });

  api.get('/v2/apps/:id', (c) => {
    requirePermission(c.get('permissions'), 'app:read');
    readNoQuery(c.req.url);
    return c.json(appOnWire(requireApp(c.req.param('id'))));
  });

  api.patch('/v2/apps/:id', async (c) => {
    requirePermission(c.get('permissions'), 'app:write');
    readNoQuery(c.req.url);
    const { name } = await readBody(c.req.raw, bodySchema);
    return c.json(appOnWire(store.renameApp(requireApp(c.req.param('id')), name)));
  });

  api.delete('/v2/apps/:id', (c) => {
    requirePermission(c.get('permissions'), 'app:write');
    readNoQuery(c.req.url);
    const app = requireApp(c.req.param('id'));
    // No page says what becomes of the keysets, so this server leaves nothing to guess.
    if (store.keysets().some((keyset) => keyset.appId === app.id)) {
      throw new VendorRefusal(400, 'The app still has keysets');
    }
    store.deleteApp(app);
    return c.json({ success: true });
  });
}
