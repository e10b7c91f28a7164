import { connectInProcess } from './host/connect-directly.ts';
import { expect, test } from './host/e2e-test.ts';
import { look } from './host/look.ts';
import { KeyDetails } from './screens/key-details.ts';
import { openRotation, RotationWizard } from './screens/rotation-wizard.ts';

const create = 'Create the new API key';
const retire = 'Retire the old API key (final)…';

test('an Ably key is replaced, and both keys are proved by requests', async ({
  page: firstPage,
  rekey,
}) => {
  const list = await connectInProcess(firstPage, 'ably', 20);

  await test.step('reloaded on the plan, killed in the overlap', async () => {
    const wizard = new RotationWizard(firstPage);
    await list.open('ingest');
    await new KeyDetails(firstPage).action('Rotate…').click();
    await expect(wizard.says(/signed request that touches no channel/u)).toBeVisible();
    await firstPage.reload();
    await wizard.addByHand('the collectors');
    await wizard.button(create).click();
    await wizard.confirmAll();
    await expect(wizard.step('Both keys work')).toBeVisible();
    await rekey.end('kill');
  });

  await test.step('finished after the power is back', async () => {
    const wizard = await openRotation(await rekey.start());
    const confirm = await wizard.typeToRetire(retire, 'ingest');
    await expect(confirm).toHaveText('Revoke the old API key for good');
    await rekey.agreeing('End old key for good', () => confirm.click());
    await expect(wizard.step('Receipt')).toBeVisible();
    await expect(wizard.fact('New key works')).toContainText('checked by request');
    await expect(wizard.fact('Old key dead')).toContainText('checked by request');
  });
});

test('an ActivitySmith key is replaced on a person’s word, because no check is harmless', async ({
  page: firstPage,
  rekey,
}) => {
  const list = await connectInProcess(firstPage, 'activitysmith', 16);

  await test.step('killed while the person is asked, reloaded in the overlap', async () => {
    const planned = new RotationWizard(firstPage);
    await list.open('grafana');
    await new KeyDetails(firstPage).action('Rotate…').click();
    await expect(planned.says(/You attest it: /u)).toBeVisible();
    await planned.addByHand('the dashboards');
    await planned.button(create).click();
    await expect(planned.step('Does the new key work?')).toBeVisible();
    await rekey.end('kill');
    const page = await rekey.start();
    const wizard = await openRotation(page);
    await look(page, 'replace-activitysmith-attest');
    await wizard.attest('an alert arrived with it', 'I attest that the new key works');
    await wizard.confirmAll();
    await expect(wizard.step('Both keys work')).toBeVisible();
    await page.reload();
    const confirm = await wizard.typeToRetire(retire, 'grafana');
    await rekey.agreeing('End old key for good', () => confirm.click());
    await expect(wizard.step('Is the old key refused?')).toBeVisible();
    await wizard.attest('the old dashboard was refused', 'I attest that the old key is refused');
    await expect(wizard.step('Receipt')).toBeVisible();
    await expect(wizard.fact('New key works')).toContainText('an alert arrived with it');
    await expect(wizard.fact('Old key dead')).toContainText('attested by you');
  });
});
