import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesWithSecrets } from './host/canary-search.ts';
import { connectDirectly } from './host/connect-directly.ts';
import { expect, test } from './host/e2e-test.ts';
import { grantAt } from './host/pubnub-consumer.ts';
import type { SandboxKeyset } from './host/sandbox-server.ts';
import { KeyDetails } from './screens/key-details.ts';
import { openRotation, RotationWizard } from './screens/rotation-wizard.ts';

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
    const wizard = await openRotation(await rekey.start());
    await expect(wizard.step('Hand the new secret over')).toBeVisible();
    await wizard.confirmAll();
    await expect(wizard.step('Both keys work')).toBeVisible();
    await rekey.end('kill');
  });

  await test.step('it finishes', async () => {
    const wizard = await openRotation(await rekey.start());
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
  const grant = ({ secretKey, ...keyset }: SandboxKeyset): Promise<string> =>
    grantAt(sandbox.served.dataPlaneUrl, { ...keyset, secretKey: secretKey ?? '' });
  await expect(grant(after)).resolves.toMatch(/./u);
  await expect(grant(before)).rejects.toThrow();
});
