import { connectDirectly } from './host/connect-directly.ts';
import { expect, test } from './host/e2e-test.ts';
import { checkAccessibility, look } from './host/look.ts';
import { ConnectionsScreen } from './screens/connections-screen.ts';
import { FirstStart } from './screens/first-start.ts';
import { KeyDetails } from './screens/key-details.ts';
import { Shell } from './screens/shell.ts';

test('an account is renamed, looked at and forgotten, after saying what would be lost', async ({
  page,
  rekey,
  sandbox,
}) => {
  const list = await connectDirectly(page, sandbox.served);
  const shell = new Shell(page);
  const accounts = new ConnectionsScreen(page);
  const details = new KeyDetails(page);
  await list.open('orders-dev');
  await details.action('Keep a copy in the keychain').click();
  await expect(details.pane).toContainText('The secret is in this machine’s keychain.');

  await test.step('what needs attention', async () => {
    await shell.goTo(/^Attention/u);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('ttention');
    await look(page, 'attention');
  });

  await test.step('rename', async () => {
    await page.goto(new URL('/#/connections', page.url()).href);
    await expect(accounts.account('Work')).toContainText('40 keys');
    await look(page, 'connections');
    await accounts.account('Work').getByRole('link', { name: 'Work' }).click();
    await expect(accounts.heading('Work')).toBeVisible();
    await look(page, 'account');
    await accounts.button('Rename…').click();
    await accounts.renameDialog.getByRole('textbox').fill('Larkspur');
    await checkAccessibility(page);
    await accounts.renameDialog.getByRole('button', { name: 'Rename' }).click();
    await expect(accounts.heading('Larkspur')).toBeVisible();
    await expect(shell.link('Larkspur')).toBeVisible();
  });

  await test.step('forget', async () => {
    await accounts.button('Forget this account…').click();
    const dialog = accounts.forgetDialog;
    await expect(dialog).toContainText('40 keys leave the list');
    await expect(dialog).toContainText('Nothing changes at the provider');
    await checkAccessibility(page);
    await dialog.getByRole('textbox').fill('Larkspur');
    await rekey.agreeing('Forget account', () =>
      dialog.getByRole('button', { name: 'Forget account' }).click(),
    );
    await expect(accounts.none).toBeVisible();
    await shell.goTo('All keys');
    await expect(new FirstStart(page).heading).toBeVisible();
  });

  const { status } = await sandbox.keyset(/^orders-dev$/u);
  expect(status).toBe(1);
});
