import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './host/e2e-test.ts';
import { inProcessAccount } from './host/in-process-account.ts';
import { checkAccessibility, look } from './host/look.ts';
import { announced } from './screens/announced.ts';
import { ConnectScreen } from './screens/connect-screen.ts';
import { FirstStart } from './screens/first-start.ts';
import { KeyDetails } from './screens/key-details.ts';
import { KeyList } from './screens/key-list.ts';
import { RotationWizard } from './screens/rotation-wizard.ts';
import { Shell } from './screens/shell.ts';

const REVEAL_MS = 10_000;

test('a key is found, read offline, revealed and replaced, from the first start to the receipt', async ({
  page,
  rekey,
}) => {
  test.slow();
  const shell = new Shell(page);
  const list = new KeyList(page);
  const details = new KeyDetails(page);
  const wizard = new RotationWizard(page);
  const filePath = join(rekey.filesDir, 'orders.secret');

  await test.step('first start', async () => {
    const firstStart = new FirstStart(page);
    await expect(firstStart.heading).toBeVisible();
    await look(page, 'first-start');
    await firstStart.connect.click();
  });

  await test.step('sign in', async () => {
    const connect = new ConnectScreen(page);
    await expect(connect.email).toBeFocused();
    await look(page, 'connect');
    await connect.fill(inProcessAccount());
    await connect.label.fill('Work');
    await connect.test.click();
    await expect(announced(connect.form, 'The sign-in works')).toContainText('5 apps');
    await connect.connect.click();
  });

  await test.step('list', async () => {
    await expect(list.subtitle).toHaveText(/^40 keys · as of \d\d:\d\d/u);
    await expect(list.cell('chat-prod')).toBeVisible();
    await look(page, 'list');
    await list.cell('chat-prod').click();
    await expect(details.heading('chat-prod')).toBeVisible();
    await look(page, 'all-keys');
    await details.close();
  });

  await test.step('network off, reload, still listed', async () => {
    await rekey.simulatedNetwork?.('off');
    await page.reload();
    await expect(list.cell('chat-prod')).toBeVisible();
    await list.sync();
    await expect(list.subtitle).toHaveText(/^40 keys · as of \d\d:\d\d · offline$/u);
    await expect(shell.notices).toContainText('Offline: showing what was read before.');
    await checkAccessibility(page);
  });

  await test.step('reveal says that it needs the network', async () => {
    await list.open('orders-prod');
    await expect(details.heading('orders-prod')).toBeVisible();
    await details.revealSecret.click();
    await expect(announced(details.pane, 'No network')).toContainText('This needs the network');
    await expect(details.secretValue).toHaveCount(0);
    await checkAccessibility(page);
  });

  await test.step('network on, reveal, hidden again', async () => {
    await rekey.simulatedNetwork?.('on');
    await list.sync();
    await expect(list.subtitle).not.toContainText('offline');
    await details.revealSecret.click();
    await expect(details.secretValue).toHaveText(/^sec-c-\w{5}RKCANARY/u);
    await expect(details.pane.getByText('Hidden again in')).toBeVisible();
    // Playwright's own clock needs a script that the page's policy refuses.
    await expect(details.secretValue).toHaveCount(0, { timeout: REVEAL_MS + 5_000 });
    await look(page, 'details');
  });

  await test.step('plan', async () => {
    await details.action('Rotate…').click();
    await expect(wizard.heading('orders-prod')).toBeVisible();
    await expect(wizard.create).toBeDisabled();
    await wizard.addCopy();
    await rekey.picking(filePath, () => wizard.button('Write a new file…').click());
    await expect(wizard.planned).toContainText('A new file: orders.secret');
    await wizard.addByHand('Heroku config of orders');
    await look(page, 'rotation-plan');
  });

  await test.step('create, keep, verify, distribute', async () => {
    await wizard.create.click();
    await expect(wizard.step('Hand the new secret over')).toBeVisible();
    await expect(wizard.destinations.getByText('New file: orders.secret')).toBeVisible();
    await look(page, 'rotation-distribute');
    await wizard.button('Copy new secret').click();
    await expect.poll(() => rekey.clipboard()).toMatch(/^sec-c-/u);
    expect(statSync(filePath).mode & 0o777).toBe(0o600);
    expect(readFileSync(filePath, 'utf8')).toBe(`${await rekey.clipboard()}\n`);
    await wizard.confirmAll();
  });

  await test.step('overlap and retire', async () => {
    await expect(wizard.step('Both keys work')).toBeVisible();
    await look(page, 'rotation-overlap');
    await wizard.button('Retire the old keyset (final)…').click();
    const confirm = wizard.retireDialog.getByRole('button', {
      name: 'Disable the old keyset for good',
    });
    await expect(confirm).toBeDisabled();
    await look(page, 'rotation-retire');
    await wizard.retireDialog.getByRole('textbox').fill('orders-prod');
    await rekey.agreeing('End old key for good', () => confirm.click());
  });

  await test.step('receipt', async () => {
    await expect(wizard.step('Receipt')).toBeVisible();
    await expect(page.getByText('and the old one is dead')).toBeVisible();
    await look(page, 'receipt');
  });

  await test.step('the old key is dead, the new one is here', async () => {
    await wizard.button('Open the new keyset').click();
    await expect(details.heading(/^orders-prod_rk/u)).toBeVisible();
    await list.find('orders-prod');
    await expect(list.row('orders-prod')).toContainText('disabled');
    await expect(list.row(/^orders-prod_rk/u)).toContainText('active');
    await expect(details.pane).toContainText('The secret is in this machine’s keychain.');
  });
});
