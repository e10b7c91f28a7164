import { connectDirectly } from './host/connect-directly.ts';
import { expect, test } from './host/e2e-test.ts';
import { inProcessAccount } from './host/in-process-account.ts';
import { checkAccessibility } from './host/look.ts';
import { tabTo } from './host/tab-to.ts';
import { expectFocusShown, press } from './host/walk.ts';
import { KeyDetails } from './screens/key-details.ts';
import { SettingsEditor } from './screens/settings-editor.ts';
import { Shell } from './screens/shell.ts';

test('a key is found, opened, edited and closed without a pointer', async ({ page }) => {
  const list = await connectDirectly(page, inProcessAccount());
  const details = new KeyDetails(page);
  const editor = new SettingsEditor(page);

  await test.step('search, and into the list', async () => {
    await page.keyboard.press('/');
    await expect(list.search).toBeFocused();
    await page.keyboard.type('orders-dev');
    await expect(list.subtitle).toHaveText(/^1 of 40 keys/u);
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await expect(list.row('orders-dev')).toBeFocused();
  });

  await test.step('the details, and back to the row', async () => {
    await page.keyboard.press('Enter');
    await expect(details.pane).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(details.pane).toHaveCount(0);
    await expect(list.row('orders-dev')).toBeFocused();
    await page.keyboard.press('Enter');
  });

  await test.step('the editor', async () => {
    await tabTo(page, details.action('Edit…'));
    await page.keyboard.press('Enter');
    await expect(editor.heading('orders-dev')).toBeVisible();
    await tabTo(page, editor.field('Keep messages'));
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('3');
    await tabTo(page, editor.field('Presence').first());
    await page.keyboard.press('Space');
    await tabTo(page, editor.review);
    await page.keyboard.press('Enter');
    await expect(editor.diff).toContainText('Keep messages: 3 days');
    await checkAccessibility(page);
    await tabTo(page, editor.save);
    await page.keyboard.press('Enter');
  });

  await test.step('saved, and back where it began', async () => {
    await expect(details.heading('orders-dev')).toBeVisible();
    await expect(details.pane).toContainText('Messages are kept for 3 days.');
    await expect(details.pane).not.toContainText('Join, leave and occupancy are reported.');
  });
});

test('the palette, the list of shortcuts and Escape give the focus back', async ({ page }) => {
  const list = await connectDirectly(page, inProcessAccount());
  const shell = new Shell(page);
  await list.search.focus();
  await page.keyboard.press('ArrowDown');
  const row = list.grid.getByRole('row').filter({ hasText: 'Chat' }).first();
  await expect(row).toBeFocused();

  await page.keyboard.press('ControlOrMeta+K');
  await expect(shell.palette.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('create an app');
  await expect(shell.palette.getByRole('menuitem', { name: 'Create an app…' })).toBeVisible();
  await checkAccessibility(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(shell.palette).toHaveCount(0);
  await expect(row).toBeFocused();

  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help).toContainText('Move between the panes');
  await checkAccessibility(page);
  await page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);
  await expect(row).toBeFocused();

  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.type('settings');
  await expect(shell.palette.getByRole('menuitem', { name: 'Settings' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
});

test('a wizard gives the focus back to what opened it', async ({ page }) => {
  const list = await connectDirectly(page, inProcessAccount());
  const details = new KeyDetails(page);
  const shell = new Shell(page);

  await test.step('the editor, to the button in the details', async () => {
    await list.search.focus();
    await page.keyboard.type('orders-dev');
    await expect(list.subtitle).toHaveText(/^1 of 40 keys/u);
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await press(page, details.action('Edit…'), 'Enter');
    await expect(new SettingsEditor(page).heading('orders-dev')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(details.action('Edit…')).toBeFocused();
    await expectFocusShown(page);
  });

  await test.step('the plan of a rotation, to the button beside it', async () => {
    await press(page, details.action('Rotate…'), 'Enter');
    await press(page, page.getByRole('button', { name: 'Not now' }), 'Enter');
    await expect(details.action('Rotate…')).toBeFocused();
    await expectFocusShown(page);
  });

  await test.step('from the palette, which is gone, to the row of the key', async () => {
    await page.keyboard.press('ControlOrMeta+K');
    await expect(shell.palette.getByRole('searchbox')).toBeFocused();
    await page.keyboard.type('edit this key');
    await expect(shell.palette.getByRole('menuitem', { name: 'Edit this key…' })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(new SettingsEditor(page).heading('orders-dev')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(list.row('orders-dev')).toBeFocused();
    await expectFocusShown(page);
  });

  await test.step('creating a key, to its button over the list', async () => {
    const opener = page.getByRole('button', { name: 'Create a key…' });
    await press(page, opener, 'Enter');
    await press(page, page.getByRole('button', { name: 'Cancel' }), 'Enter');
    await expect(opener).toBeFocused();
    await expectFocusShown(page);
  });

  await test.step('connecting, to its button among the accounts', async () => {
    const opener = page.getByRole('main').getByRole('button', { name: 'Connect an account…' });
    await press(page, shell.link('Accounts'), 'Enter');
    await press(page, opener, 'Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Connect an account' })).toBeVisible();
    await press(page, page.getByRole('button', { name: 'Cancel' }), 'Enter');
    await expect(opener).toBeFocused();
    await expectFocusShown(page);
  });
});
