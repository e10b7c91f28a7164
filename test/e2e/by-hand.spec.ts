import { expect, test } from './host/e2e-test.ts';
import { checkAccessibility, look } from './host/look.ts';
import { announced } from './screens/announced.ts';
import { AttentionScreen } from './screens/attention-screen.ts';
import { ByHandScreens } from './screens/by-hand-screens.ts';
import { ConnectScreen } from './screens/connect-screen.ts';
import { ConnectionsScreen } from './screens/connections-screen.ts';
import { KeyDetails } from './screens/key-details.ts';
import { KeyList } from './screens/key-list.ts';
import { Shell } from './screens/shell.ts';

test.use({ hostArguments: ['--sandbox'] });
test.skip(({ isInElectron }) => isInElectron, 'the argument is the browser host’s');

const account = /ABetterChoice sandbox$/u;

test('a key is made in the console, brought here, checked, ended there and refused', async ({
  page,
  rekey,
}) => {
  const shell = new Shell(page);
  const byHand = new ByHandScreens(page);
  const details = new KeyDetails(page);
  const list = new KeyList(page);
  const openDetails = async () => {
    await shell.goTo('All keys');
    await list.open('edge_prod');
    await expect(details.heading('edge_prod')).toBeVisible();
  };

  await test.step('the account says that it is kept by hand', async () => {
    await shell.goTo(account);
    await expect(page.getByText('this list is kept by hand')).toBeVisible();
    await expect(byHand.button('Read again')).toHaveCount(0);
    await expect(byHand.button('Sign in again…')).toHaveCount(0);
    await expect(byHand.sdkSetup.getByText('coming soon')).toHaveCount(4);
    await expect(byHand.sdkSetup.getByRole('button')).toHaveCount(0);
    await look(page, 'by-hand-account');
    await byHand.showConsole();
    await expect(byHand.console).toContainText('server_prod');
    await look(page, 'by-hand-sandbox-console');
  });

  await test.step('its token goes from the console into the keychain', async () => {
    await byHand.button('Add a key by hand…').click();
    await byHand.useName('http_batch');
    await expect(byHand.name).toHaveValue('http_batch');
    await byHand.name.fill('edge-prod');
    await expect(byHand.name).toHaveAccessibleDescription(/no hyphen/u);
    await look(page, 'by-hand-name');
    await byHand.name.fill('edge_prod');
    await byHand.button('Go on to the console').click();
    await expect(byHand.button('Bring the token')).toBeDisabled();
    await byHand.showConsole();
    await byHand.createInConsole('edge_prod');
    await look(page, 'by-hand-console');
    await byHand.confirm('I created edge_prod in project 4242.');
    await byHand.button('Bring the token').click();
    await byHand.token.fill(await rekey.clipboard());
    await look(page, 'by-hand-token');
    await byHand.button('Add this key').click();
    await expect(announced(byHand.steps, 'The key is on the list')).toContainText(
      'The secret is in this machine’s keychain.',
    );
    await rekey.agreeing('Send one request', () => byHand.button('Check this key').click());
    await expect(announced(byHand.steps, 'The key works')).toBeVisible();
    await byHand.openExample('http');
    await expect(byHand.sdkSetup).toContainText('ak=edge_prod');
    await expect(byHand.sdkSetup).toContainText('$ABETTERCHOICE_TOKEN');
    await look(page, 'by-hand-added');
    await byHand.button('Open the key').click();
    await expect(details.pane).toContainText('The secret is in this machine’s keychain.');
    await openDetails();
    await expect(list.row('edge_prod')).toContainText('keychain');
  });

  await test.step('a check is asked about first', async () => {
    await rekey.refusing('Send one request', () => details.action('Check this key').click());
    await expect(announced(details.pane, 'The key works')).toHaveCount(0);
    await rekey.agreeing('Send one request', () => details.action('Check this key').click());
    await expect(announced(details.pane, 'The key works')).toBeVisible();
    await look(page, 'by-hand-details');
  });

  await test.step('what is still alive is not called dead', async () => {
    await details.action('Deactivate (final)…').click();
    await expect(byHand.button('List it as ended')).toBeDisabled();
    await look(page, 'by-hand-end');
    await page.keyboard.press('Escape');
    await expect(details.heading('edge_prod')).toBeVisible();
  });

  await test.step('it is deactivated in the console and listed as ended', async () => {
    await details.action('Deactivate (final)…').click();
    await byHand.showConsole();
    await byHand.console.getByRole('button', { name: 'Deactivate edge_prod' }).click();
    await look(page, 'by-hand-end-console');
    const row = byHand.console.getByRole('listitem').filter({ hasText: 'edge_prod' });
    await expect(row).toContainText('Deactivated');
    await byHand.confirm(/^The logs show/u);
    await byHand.confirm(/^I clicked Deactivate/u);
    await expect(byHand.button('List it as ended')).toBeDisabled();
    await byHand.field('Type edge_prod to confirm').fill('edge_prod');
    await byHand.button('List it as ended').click();
    await expect(announced(byHand.steps, 'Listed as ended')).toBeVisible();
    await rekey.agreeing('Send one request', () => byHand.button('Check this key').click());
    await expect(announced(byHand.steps, 'The key is refused')).toContainText(
      'takes no request with it any more',
    );
    await look(page, 'by-hand-ended');
  });
});

test('a key is listed as ended when a person says so, and a check tells whether it is', async ({
  page,
  rekey,
}) => {
  const shell = new Shell(page);
  const byHand = new ByHandScreens(page);
  const details = new KeyDetails(page);
  await shell.goTo(account);
  await byHand.showConsole();
  await byHand.createInConsole('edge_old');
  await byHand.button('Add a key by hand…').click();
  await byHand.goToToken('edge_old');
  await byHand.token.fill(await rekey.clipboard());
  await byHand.button('Add this key').click();
  await byHand.button('Open the key').click();
  await expect(details.heading('edge_old')).toBeVisible();

  await page.keyboard.press('Control+K');
  await shell.palette
    .getByRole('combobox')
    .or(shell.palette.getByRole('searchbox'))
    .fill('by hand');
  await expect(shell.palette.getByText('Add a key by hand…')).toBeVisible();
  // The first empties the search.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(shell.palette).toHaveCount(0);
  await details.action('Deactivate (final)…').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('End edge_old by hand');

  await test.step('who says that it is ended without having clicked is told that it works', async () => {
    await byHand.confirm(/^The logs show/u);
    await byHand.confirm(/^I clicked Deactivate/u);
    await byHand.field('Type edge_old to confirm').fill('edge_old');
    await byHand.button('List it as ended').click();
    await rekey.agreeing('Send one request', () => byHand.button('Check this key').click());
    await expect(announced(byHand.steps, 'The key still works')).toContainText('Check again in');
  });
});

test('the default key is left to the provider’s support', async ({ page }) => {
  const shell = new Shell(page);
  const byHand = new ByHandScreens(page);
  const details = new KeyDetails(page);
  await shell.goTo(account);
  await byHand.showConsole();
  const name = /4242_default_\d+/u.exec(await byHand.console.innerText())?.[0] ?? '';
  await expect(byHand.console.getByRole('button', { name: `Deactivate ${name}` })).toBeDisabled();
  await byHand.button('Add a key by hand…').click();
  await byHand.goToToken(name);
  await byHand.button('Add it without the token').click();
  await byHand.button('Open the key').click();
  await details.action('Deactivate (final)…').click();
  await expect(byHand.field('Message')).toHaveValue(new RegExp(`the default key ${name}`, 'u'));
  await expect(byHand.button('List it as ended')).toHaveCount(0);
  await expect(byHand.field('Message')).not.toHaveValue(/leaked/u);
  await byHand.confirm(/may have leaked/u);
  await expect(byHand.field('Message')).toHaveValue(/may have leaked/u);
  await look(page, 'by-hand-default-key');
});

test('a name is suggested until a key has it, and its token can be brought later', async ({
  page,
}) => {
  const shell = new Shell(page);
  const byHand = new ByHandScreens(page);
  const list = new KeyList(page);
  const environments = list.grid.getByRole('columnheader', { name: 'Environment' });
  await shell.goTo(account);
  await byHand.button('Add a key by hand…').click();
  await byHand.useName('server_staging');
  await byHand.goToToken('server_staging');
  await byHand.button('Add it without the token').click();
  await byHand.button('Open the key').click();

  await test.step('its list has no column for an environment that no key has', async () => {
    await expect(environments).toHaveCount(1);
    await list.find('provider:abetterchoice');
    await expect(list.row('server_staging')).toContainText('seen now');
    await expect(environments).toHaveCount(0);
    await look(page, 'by-hand-list');
    await list.find('');
    await expect(environments).toHaveCount(1);
  });

  await test.step('only names that are free are suggested', async () => {
    await shell.goTo(account);
    await byHand.button('Add a key by hand…').click();
    await expect(byHand.suggestion('server_prod')).toBeVisible();
    await expect(byHand.suggestion('server_staging')).toHaveCount(0);
    await byHand.name.fill('server_staging');
    await expect(byHand.button('Go on to the console')).toBeEnabled();
  });
});

test('secrets that were made elsewhere are one quiet line for each account', async ({ page }) => {
  const attention = new AttentionScreen(page);
  const group = attention.group('Secrets that never were here');
  const line = group.getByText('16 secrets are not on this machine');
  const keys = group
    .getByRole('listitem')
    .filter({ hasText: 'ActivitySmith sandbox' })
    .getByRole('link');
  await new Shell(page).goTo(/^Attention/u);
  await expect(line).toBeVisible();
  await expect(keys).toHaveCount(0);
  await line.scrollIntoViewIfNeeded();
  await look(page, 'attention-made-elsewhere');
  await line.click();
  await expect(keys).toHaveCount(12);
  await line.scrollIntoViewIfNeeded();
  await look(page, 'attention-made-elsewhere-open');
});

test('a project is added without anything being sent', async ({ page }) => {
  const connect = new ConnectScreen(page);
  const accounts = new ConnectionsScreen(page);
  await new Shell(page).goTo('Connect an account');
  await connect.choose('ABetterChoice');
  await expect(connect.form).toContainText('Nothing is sent');
  await expect(connect.test).toHaveCount(0);
  await look(page, 'by-hand-connect');
  await connect.form.getByRole('textbox', { name: 'Project id' }).fill('98765');
  await connect.label.fill('Web shop');
  await connect.form.getByRole('button', { name: 'Add this account' }).click();
  await expect(accounts.heading('Web shop')).toBeVisible();
  await expect(accounts.button('Show the simulated console')).toHaveCount(0);
  await checkAccessibility(page);
  await new Shell(page).goTo('All accounts');
  await expect(accounts.account('Web shop')).toContainText('kept by hand');
  await expect(accounts.account('Web shop')).not.toContainText('not read yet');
  await look(page, 'by-hand-accounts');
});
