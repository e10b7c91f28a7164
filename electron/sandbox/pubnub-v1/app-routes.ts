import { z } from 'zod';
import type { AppRecord } from './account-record.ts';
import { requireOwner, type AdminApi, type AdminContext } from './admin-context.ts';
import { digits, parse, positiveDigits, readBody, readQuery } from './request-reading.ts';
import { VendorRefusal } from './vendor-refusal.ts';
import { appOnWire, keysetOnWire } from './wire.ts';

const noKeys = z.enum(['0', '1']).optional();
const listQuerySchema = z.strictObject({ owner_id: digits, no_keys: noKeys });
const readQuerySchema = z.strictObject({ no_keys: noKeys });
const keysQuerySchema = z.strictObject({
  app_id: digits,
  page: positiveDigits,
  limit: positiveDigits,
});
const createSchema = z.strictObject({
  owner_id: z.int(),
  name: z.string().refine((name) => name.trim() !== '', 'must not be empty'),
  // Not documented, but the vendor's own client sends it, always false.
  create_demo_key: z.literal(false).optional(),
});

/** `/apps`, `/apps/{id}` and the paged `/app/keys`. */
export function registerAppRoutes(api: AdminApi, { store, tuning }: AdminContext): void {
  const requireApp = (id: number): AppRecord => {
    const app = store.app(id);
    if (app === undefined) throw new VendorRefusal(404, 'App not found');
    return app;
  };
  const withKeys = (app: AppRecord, wantsNoKeys: string | undefined): object => {
    const appJson = appOnWire(app, store.accountId);
    if (wantsNoKeys === '1') return appJson;
    const everything = { start: 0, end: Number.POSITIVE_INFINITY };
    const { keysets } = store.keysetsOfApp(app.id, tuning().listLagMs, everything);
    return { ...appJson, keys: keysets.map(keysetOnWire) };
  };

  api.get('/api/apps', (c) => {
    const query = readQuery(c.req.url, listQuerySchema);
    requireOwner(store, query.owner_id);
    const result = store.apps().map((app) => withKeys(app, query.no_keys));
    return c.json({ result, total: result.length });
  });

  api.post('/api/apps', async (c) => {
    readQuery(c.req.url, z.strictObject({}));
    const body = await readBody(c.req.raw, createSchema);
    requireOwner(store, body.owner_id);
    return c.json({ result: appOnWire(store.createApp(body.name), store.accountId) });
  });

  api.get('/api/apps/:id', (c) => {
    const query = readQuery(c.req.url, readQuerySchema);
    const app = requireApp(parse(c.req.param('id'), digits, 'path.app_id'));
    return c.json({ result: withKeys(app, query.no_keys) });
  });

  api.get('/api/app/keys', (c) => {
    const { app_id: appId, page, limit } = readQuery(c.req.url, keysQuerySchema);
    requireApp(appId);
    const { keysets, total } = store.keysetsOfApp(appId, tuning().listLagMs, {
      start: (page - 1) * limit,
      end: page * limit,
    });
    const url = new URL(c.req.url);
    c.header('link', linkHeader(`${url.origin}${url.pathname}`, appId, { page, limit, total }));
    return c.json({ result: { keys: keysets.map(keysetOnWire), total_keys: total } });
  });
}

/**
 * As documented: entries end with `;` instead of being joined by `,`; there is always `first`, never
 * `last`, and `prev` and `next` only where such a page exists.
 */
function linkHeader(
  address: string,
  appId: number,
  { page, limit, total }: { page: number; limit: number; total: number },
): string {
  const entry = (target: number, relation: string): string =>
    `<${address}?app_id=${appId}&page=${target}&limit=${limit}>; rel="${relation}";`;
  const hasPage = (target: number): boolean => target >= 1 && (target - 1) * limit < total;
  return [
    entry(1, 'first'),
    hasPage(page - 1) ? entry(page - 1, 'prev') : '',
    hasPage(page + 1) ? entry(page + 1, 'next') : '',
  ].join('');
}
