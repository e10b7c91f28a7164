import type { Page } from '@playwright/test';
import type { Target } from '../screens/connect-screen.ts';
import { KeyList } from '../screens/key-list.ts';

/** Signs in through the page's own bridge, where the form is not what is tested, and waits for the keys. */
export async function connectDirectly(
  page: Page,
  { baseUrl, dataPlaneUrl, fields }: Target,
): Promise<KeyList> {
  await page.evaluate(
    async (inputSecret) => {
      const result = await window.bridge?.invoke('connections.connect', inputSecret);
      if (result?.ok !== true)
        throw new Error(`Not connected: ${result?.error.kind ?? 'no bridge'}`);
    },
    { providerId: 'pubnub-v1', label: 'Work', baseUrl, dataPlaneUrl, fields },
  );
  const list = new KeyList(page);
  await list.subtitle.filter({ hasText: /^40 keys · as of/u }).waitFor();
  return list;
}
