import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectDirectly } from './host/connect-directly.ts';
import { expect, test } from './host/e2e-test.ts';
import { announced } from './screens/announced.ts';
import { KeyDetails } from './screens/key-details.ts';
import { RotationWizard } from './screens/rotation-wizard.ts';
import { Shell } from './screens/shell.ts';

const KEY = 'orders-webhooks';

test('a plan is taken out, applied after a restart, and its receipt is vouched for', async ({
  page: firstPage,
  rekey,
  sandbox,
}) => {
  const planPath = join(rekey.filesDir, 'plan.json');
  const alteredPath = join(rekey.filesDir, 'altered.json');

  await test.step('exported', async () => {
    const list = await connectDirectly(firstPage, sandbox.served);
    await list.open(KEY);
    await new KeyDetails(firstPage).action('Rotate…').click();
    await firstPage.getByRole('button', { name: 'Export the plan' }).click();
    await rekey.picking(planPath, () => firstPage.getByRole('menuitem', { name: 'JSON' }).click());
    await expect(announced(firstPage.getByRole('main'), 'Written to plan.json')).toBeVisible();
    expect(statSync(planPath).mode & 0o777).toBe(0o600);
    expect(readFileSync(planPath, 'utf8')).not.toContain('RKCANARY');
    writeFileSync(alteredPath, readFileSync(planPath, 'utf8').replace('"planned"', '"exposed"'));
    await rekey.end('stop');
  });

  const page = await rekey.start();
  const wizard = new RotationWizard(page);
  const apply = page.getByRole('button', { name: 'Apply a saved plan…' });
  await new Shell(page).goTo(/^Rotations/u);

  await test.step('an altered one is refused', async () => {
    await rekey.picking(alteredPath, () => apply.click());
    await expect(page.getByRole('main').getByRole('alert')).toContainText(
      'was changed after it was exported',
    );
  });

  await test.step('as it was exported it is applied', async () => {
    await rekey.picking(planPath, () => apply.click());
    await expect(wizard.heading(KEY)).toBeVisible();
    await wizard.addByHand('the webhooks');
    await wizard.create.click();
    await wizard.confirmAll();
    await wizard.button('Retire the old keyset (final)…').click();
    await wizard.retireDialog.getByRole('textbox').fill(KEY);
    await rekey.agreeing('End old key for good', () =>
      wizard.retireDialog.getByRole('button', { name: 'Disable the old keyset for good' }).click(),
    );
    await expect(wizard.step('Receipt')).toBeVisible({ timeout: 30_000 });
  });

  await test.step('the log vouches for the receipt, and the key knows its line', async () => {
    await wizard.button('Verify the receipt').click();
    await expect(announced(page.getByRole('main'), 'The log vouches')).toBeVisible();
    await page.getByRole('button', { name: 'Open the new keyset' }).click();
    await page.getByRole('tab', { name: 'History' }).click();
    const line = page.getByRole('region', { name: 'Rotations of this key' });
    await expect(line.getByRole('listitem')).toHaveCount(1);
    await expect(line).toContainText(KEY);
  });
});
