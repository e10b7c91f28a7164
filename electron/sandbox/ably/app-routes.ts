import { z } from 'zod';
import { requireApp, type AdminApi, type AdminContext, type Needs } from './admin-context.ts';
import { readBody, requireNoBody } from './request-reading.ts';
import { VendorRefusal } from './vendor-refusal.ts';
import { appOnWire, identityOnWire, namespacesOnWire, queuesOnWire } from './wire.ts';

const name = z.string().refine((text) => text.trim() !== '', 'must not be empty');
const status = z.enum(['enabled', 'disabled']);
const createSchema = z.strictObject({
  name,
  status: status.default('enabled'),
  tlsOnly: z.boolean().default(false),
});
const changeSchema = z
  .strictObject({
    name: name.exactOptional(),
    status: status.exactOptional(),
    tlsOnly: z.boolean().exactOptional(),
  })
  .refine((body) => Object.keys(body).length > 0, 'nothing to change');

/** `/me`, the apps of the account, and what an app's keys can be restricted to. */
export function registerAppRoutes(api: AdminApi, needs: Needs, context: AdminContext): void {
  const { store } = context;
  const requireAccount = (id: string): void => {
    if (id !== store.account.id) throw new VendorRefusal(404, 40_400, 'Account not found');
  };

  api.get('/me', (c) => c.json(identityOnWire(c.get('token'), store)));

  api.get('/accounts/:accountId/apps', needs('read:app'), (c) => {
    requireAccount(c.req.param('accountId'));
    return c.json(store.apps().map((app) => appOnWire(app, store.account.id)));
  });

  api.post('/accounts/:accountId/apps', needs('write:app'), async (c) => {
    requireAccount(c.req.param('accountId'));
    const app = store.createApp(await readBody(c.req.raw, createSchema));
    return c.json(appOnWire(app, store.account.id), 201);
  });

  api.patch('/apps/:appId', needs('write:app'), async (c) => {
    const change = await readBody(c.req.raw, changeSchema);
    const app = requireApp(context, c.req.param('appId'));
    return c.json(appOnWire(store.changeApp(app, change), store.account.id));
  });

  api.delete('/apps/:appId', needs('write:app'), async (c) => {
    await requireNoBody(c.req.raw);
    store.deleteApp(requireApp(context, c.req.param('appId')));
    return c.body(null, 204);
  });

  api.get('/apps/:appId/queues', needs('read:queue'), (c) =>
    c.json(queuesOnWire(requireApp(context, c.req.param('appId')))),
  );

  api.get('/apps/:appId/namespaces', needs('read:namespace'), (c) =>
    c.json(namespacesOnWire(requireApp(context, c.req.param('appId')))),
  );
}
