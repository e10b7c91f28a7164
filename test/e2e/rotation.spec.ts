import { connectDirectly } from './host/connect-directly.ts';
import { expect, test } from './host/e2e-test.ts';
import { look } from './host/look.ts';
import { KeyDetails } from './screens/key-details.ts';
import { RotationWizard } from './screens/rotation-wizard.ts';

const longLagMs = 3_600_000;

test('a provider that is slow to follow is waited for, on both sides', async ({
  page,
  rekey,
  sandbox,
}) => {
  const list = await connectDirectly(page, sandbox.served);
  const wizard = new RotationWizard(page);
  await list.open('orders-webhooks');
  await new KeyDetails(page).action('Rotate…').click();
  await wizard.addByHand('the webhooks');
  await sandbox.tune({ activationLagMs: longLagMs });
  await wizard.create.click();
  await expect(wizard.step('Verifying the new keyset…')).toBeVisible();
  await look(page, 'rotation-verify');
  await sandbox.tune({ activationLagMs: 0 });
  await wizard.confirmAll();

  await sandbox.tune({ revocationLagMs: longLagMs });
  await wizard.button('Retire the old keyset (final)…').click();
  await wizard.retireDialog.getByRole('textbox').fill('orders-webhooks');
  await rekey.agreeing('End old key for good', () =>
    wizard.retireDialog.getByRole('button', { name: 'Disable the old keyset for good' }).click(),
  );
  await expect(wizard.step('Trying the old keyset until it is refused…')).toBeVisible();
  await look(page, 'rotation-verify-dead');
  await sandbox.tune({ revocationLagMs: 0 });
  await expect(wizard.step('Receipt')).toBeVisible({ timeout: 30_000 });
});

test('what no harmless request can prove is attested by the person, with a reason', async ({
  page,
  rekey,
  sandbox,
}) => {
  const list = await connectDirectly(page, sandbox.served);
  const wizard = new RotationWizard(page);
  await list.open('orders-dev');
  await new KeyDetails(page).action('Rotate…').click();
  await expect(page.getByText('Access Manager is off for this keyset')).toBeVisible();
  await wizard.addByHand('a laptop');
  await wizard.create.click();

  await expect(wizard.step('Does the new key work?')).toBeVisible();
  await look(page, 'rotation-attest');
  await wizard.attest('a test client published with it', 'I attest that the new key works');
  await wizard.confirmAll();
  await wizard.button('Retire the old keyset (final)…').click();
  await wizard.retireDialog.getByRole('textbox').fill('orders-dev');
  await rekey.agreeing('End old key for good', () =>
    wizard.retireDialog.getByRole('button', { name: 'Disable the old keyset for good' }).click(),
  );
  await expect(wizard.step('Is the old key refused?')).toBeVisible();
  await wizard.attest('an old client was refused', 'I attest that the old key is refused');
  await expect(wizard.step('Receipt')).toBeVisible();
  await expect(page.getByText('attested by you').first()).toBeVisible();
});

test('a refused creation stops with its cause, and leaves the old key as it was', async ({
  page,
  sandbox,
}) => {
  const list = await connectDirectly(page, sandbox.served);
  const wizard = new RotationWizard(page);
  await list.open('orders-webhooks');
  await new KeyDetails(page).action('Rotate…').click();
  await wizard.addByHand('the webhooks');
  await sandbox.faults([
    { method: 'POST', path: '/api/keys', effect: { kind: 'answer', status: 400 } },
  ]);
  await wizard.create.click();
  await expect(wizard.step('Stopped while creating the new key')).toBeVisible();
  await expect(
    page.getByText('Nothing was created, and the old key works as before.'),
  ).toBeVisible();
  await look(page, 'rotation-attention');
  await wizard.button('Cancel this rotation').click();
  await expect(wizard.step('Receipt')).toBeVisible();
  expect(await sandbox.keysets()).toHaveLength(40);
  expect((await sandbox.keyset(/^orders-webhooks$/u)).status).toBe(1);
});
