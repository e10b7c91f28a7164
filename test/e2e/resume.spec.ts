import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import PubNub from 'pubnub';
import { filesWithSecrets } from './host/canary-search.ts';
import { connectDirectly } from './host/connect-directly.ts';
import { expect, test } from './host/e2e-test.ts';
import type { SandboxKeyset, SandboxServer } from './host/sandbox-server.ts';
import { KeyDetails } from './screens/key-details.ts';
import { RotationWizard } from './screens/rotation-wizard.ts';
import { Shell } from './screens/shell.ts';

test('a rotation survives two power losses, and its new key works where the old one is dead', async ({
  page: firstPage,
  rekey,
  sandbox,
}) => {
  const filePath = join(rekey.filesDir, 'new.secret');
  const before = await sandbox.keyset(/^storefront-kiosk$/u);
  const list = await connectDirectly(firstPage, sandbox.served);

  await test.step('killed while the secret is handed over', async () => {
    const wizard = new RotationWizard(firstPage);
    await list.open('storefront-kiosk');
    await new KeyDetails(firstPage).action('Rotate…').click();
    await rekey.picking(filePath, () => wizard.button('Write a new file…').click());
    await wizard.addByHand('the kiosks');
    await wizard.create.click();
    await expect(wizard.step('Hand the new secret over')).toBeVisible();
    await expect(wizard.destinations).toContainText('confirmed');
    await rekey.end('kill');
  });

  await test.step('it stands where it was; killed again in the overlap', async () => {
    const { wizard } = await goOn(await rekey.start());
    await expect(wizard.step('Hand the new secret over')).toBeVisible();
    await wizard.confirmAll();
    await expect(wizard.step('Both keys work')).toBeVisible();
    await rekey.end('kill');
  });

  await test.step('it finishes', async () => {
    const { wizard } = await goOn(await rekey.start());
    await expect(wizard.step('Both keys work')).toBeVisible();
    await wizard.button('Retire the old keyset (final)…').click();
    await wizard.retireDialog.getByRole('textbox').fill('storefront-kiosk');
    await rekey.agreeing('End old key for good', () =>
      wizard.retireDialog.getByRole('button', { name: 'Disable the old keyset for good' }).click(),
    );
    await expect(wizard.step('Receipt')).toBeVisible();
  });

  const after = await sandbox.keyset(/^storefront-kiosk_rk/u);
  expect(await sandbox.keysets()).toHaveLength(41);
  expect((await sandbox.keyset(/^storefront-kiosk$/u)).status).toBe(0);
  expect(after.secretKey === readFileSync(filePath, 'utf8').trim()).toBe(true);
  // The search that every test ends with would have found it, had it been in the profile.
  expect(filesWithSecrets([rekey.filesDir])).toEqual([filePath]);
  await expect(grant(sandbox, after)).resolves.toMatch(/./u);
  await expect(grant(sandbox, before)).rejects.toThrow();
});

/** From the list to the one open rotation. */
async function goOn(page: Page): Promise<{ wizard: RotationWizard }> {
  await new Shell(page).goTo(/^Rotations/u);
  await page.getByRole('main').getByRole('button', { name: 'Go on' }).click();
  return { wizard: new RotationWizard(page) };
}

/** What a server does with its keys: PubNub's own SDK asks for a token. */
function grant(
  sandbox: SandboxServer,
  { publishKey, subscribeKey, secretKey }: SandboxKeyset,
): Promise<string> {
  const consumer = new PubNub({
    publishKey,
    subscribeKey,
    secretKey: secretKey ?? '',
    userId: 'a consumer',
    origin: new URL(sandbox.served.dataPlaneUrl).host,
    ssl: false,
  });
  return consumer.grantToken({ ttl: 1, resources: { channels: { kiosk: { read: true } } } });
}
