import type { Page } from '@playwright/test';
import type { Target } from '../screens/connect-screen.ts';
import { KeyList } from '../screens/key-list.ts';
import { inProcessAccountOf } from './in-process-account.ts';

interface SignIn {
  readonly providerId: string;
  readonly label: string;
  readonly baseUrl: string;
  readonly dataPlaneUrl: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Signs in through the page's own bridge, where the form is not what is tested, and waits for the keys. */
export async function connectDirectly(
  page: Page,
  { baseUrl, dataPlaneUrl, fields }: Target,
): Promise<KeyList> {
  const signIn = { providerId: 'pubnub-v1', label: 'Work', baseUrl, dataPlaneUrl, fields };
  return signInDirectly(page, signIn, 40);
}

/** The same for the account of any provider inside the app. */
export async function connectInProcess(
  page: Page,
  providerId: string,
  keyCount: number,
): Promise<KeyList> {
  const signIn = { ...inProcessAccountOf(providerId), providerId, label: 'Work' };
  return signInDirectly(page, signIn, keyCount);
}

/** The same for an account at any address. */
export async function signInDirectly(
  page: Page,
  signIn: SignIn,
  keyCount: number,
): Promise<KeyList> {
  await page.evaluate(async (inputSecret) => {
    const result = await window.bridge?.invoke('connections.connect', inputSecret);
    if (result?.ok !== true) throw new Error(`Not connected: ${result?.error.kind ?? 'no bridge'}`);
  }, signIn);
  const list = new KeyList(page);
  const counted = new RegExp(`^${String(keyCount)} keys · as of`, 'u');
  await list.subtitle.filter({ hasText: counted }).waitFor();
  return list;
}
