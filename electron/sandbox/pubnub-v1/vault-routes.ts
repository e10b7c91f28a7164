import { z } from 'zod';
import { requireKeyset, type AdminApi, type AdminContext } from './admin-context.ts';
import { readBody, readQuery } from './request-reading.ts';
import { VendorRefusal } from './vendor-refusal.ts';

/** The names are camelCase here, unlike everywhere else in this API. */
const writeSchema = z.strictObject({
  subscribeKey: z.string(),
  keyName: z.string().min(1),
  value: z.string().min(1),
});

/** The vault calls: addressed by subscribe key, and answered without the usual `result`. */
export function registerVaultRoutes(api: AdminApi, { store }: AdminContext): void {
  const noQuery = (url: string): void => {
    readQuery(url, z.strictObject({}));
  };

  api.get('/api/vault/:subscribeKey/keys', (c) => {
    noQuery(c.req.url);
    const keyset = requireKeyset(store.keysetBySubscribeKey(c.req.param('subscribeKey')));
    return c.json({ values: keyset.vaultSecrets.map((entry) => entry.name) });
  });

  api.put('/api/vault/:subscribeKey/key/:name', async (c) => {
    noQuery(c.req.url);
    const { subscribeKey, name } = c.req.param();
    const body = await readBody(c.req.raw, writeSchema);
    if (body.subscribeKey !== subscribeKey || body.keyName !== name) {
      throw new VendorRefusal(400, 'subscribeKey and keyName must repeat the path');
    }
    const keyset = requireKeyset(store.keysetBySubscribeKey(subscribeKey));
    store.writeVault(keyset, name, body.value);
    return c.json({ success: true });
  });

  api.delete('/api/vault/:subscribeKey/key/:name', (c) => {
    noQuery(c.req.url);
    const { subscribeKey, name } = c.req.param();
    const keyset = requireKeyset(store.keysetBySubscribeKey(subscribeKey));
    if (!keyset.vaultSecrets.some((entry) => entry.name === name)) {
      throw new VendorRefusal(404, 'No such name in the vault');
    }
    store.deleteFromVault(keyset, name);
    return c.json({ success: true });
  });
}
