import { keysetFieldsV1 } from '../../shared/scopes/keyset-fields-v1.ts';
import { connectDirectly } from './host/connect-directly.ts';
import { expect, test } from './host/e2e-test.ts';
import { checkAccessibility, look } from './host/look.ts';
import { announced } from './screens/announced.ts';
import { CreateKey } from './screens/create-key.ts';
import { KeyDetails } from './screens/key-details.ts';
import { SettingsEditor } from './screens/settings-editor.ts';

test('every setting is editable under its rules, and only what changed is sent', async ({
  page,
  sandbox,
}) => {
  const list = await connectDirectly(page, sandbox.served);
  const details = new KeyDetails(page);
  const editor = new SettingsEditor(page);
  const before = await sandbox.keyset(/^chat-prod$/u);
  await list.open('chat-prod');
  await details.action('Edit…').click();
  await expect(editor.heading('chat-prod')).toBeVisible();

  await test.step('all properties are there', async () => {
    for (const { label } of keysetFieldsV1) await expect(editor.field(label).first()).toBeVisible();
    await look(page, 'editor');
  });

  await test.step('a rule is broken while typing, and mended', async () => {
    await editor.field('Keep messages').fill('366');
    await expect(editor.field('Keep messages')).toHaveAccessibleDescription(/1 to 365 days/u);
    await expect(editor.review).toBeDisabled();
    await editor.field('Keep messages').fill('90');
    await expect(editor.review).toHaveText('Review 1 change');
  });

  await test.step('what depends on a switch rests with it', async () => {
    await editor.toggle('Presence');
    await expect(editor.field('Interval')).toBeDisabled();
    await expect(editor.field('Interval')).toHaveAccessibleDescription(
      /Has no effect while Presence is off/u,
    );
  });

  await test.step('name and type, and the diff before saving', async () => {
    await editor.name.fill('chat-prod-2');
    await editor.chooseEnvironment('Testing');
    await editor.review.click();
    await expect(editor.diff).toContainText('Name: chat-prod-2');
    await expect(editor.diff).toContainText('Keep messages: 365 days');
    await expect(editor.diff).toContainText('Keep messages: 90 days');
    await expect(editor.diff).toContainText('Presence: off');
    await look(page, 'editor-diff');
    await editor.save.click();
    await expect(details.heading('chat-prod-2')).toBeVisible();
  });

  const after = await sandbox.keyset(/^chat-prod-2$/u);
  expect(after.type).toBe(0);
  expect(after.properties).toEqual({
    ...before.properties,
    name: 'chat-prod-2',
    message_storage_ttl: 90,
    presence: 0,
  });
});

test('a region that may lose files is changed only under the typed name', async ({
  page,
  sandbox,
}) => {
  const list = await connectDirectly(page, sandbox.served);
  const details = new KeyDetails(page);
  const editor = new SettingsEditor(page);
  await list.open('chat-staging');
  await details.action('Edit…').click();
  await editor.field('Files region').fill('eu-central-1');
  await editor.review.click();
  await expect(page.getByText('Existing files may be lost.').first()).toBeVisible();
  await expect(editor.save).toBeDisabled();
  await checkAccessibility(page);
  await editor.typedName.fill('chat-staging');
  await editor.save.click();
  await expect(details.heading('chat-staging')).toBeVisible();
  const { properties } = await sandbox.keyset(/^chat-staging$/u);
  expect(properties['files_s3_bucket_region']).toBe('eu-central-1');
});

test('a new app gets a new key, whose secret is in the keychain', async ({ page, sandbox }) => {
  const list = await connectDirectly(page, sandbox.served);
  const details = new KeyDetails(page);
  const create = new CreateKey(page);
  await page.getByRole('button', { name: 'Create a key…' }).click();
  await expect(create.name).toBeFocused();
  await create.button('Create an app…').click();
  // The screen before has a name as well.
  await expect(page.getByRole('heading', { level: 1, name: 'Create an app' })).toBeVisible();
  await expect(page.getByText('you rarely need another')).toBeVisible();
  await create.name.fill('Billing');
  await checkAccessibility(page);
  await create.button('Create app').click();

  await expect(create.app).toHaveText(/Billing/u);
  await create.name.fill('billing-dev');
  await look(page, 'create');
  await create.button('Choose settings').click();
  await create.choose('Chat');
  await checkAccessibility(page);
  await create.button('Review').click();
  await look(page, 'create-review');
  await create.button('Create keyset').click();
  await expect(announced(page.getByRole('main'), 'The key exists')).toContainText('billing-dev');
  await checkAccessibility(page);
  await create.button('Open the key').click();
  await expect(details.pane).toContainText('The secret is in this machine’s keychain.');
  await expect(list.subtitle).toContainText('41 keys');
  const made = await sandbox.keyset(/^billing-dev$/u);
  expect(made.properties).toMatchObject({ uls: 1, history: 1, message_storage_ttl: 30 });
});

test('disabling says that it is final, asks for the name, and asks once more', async ({
  page,
  rekey,
  sandbox,
}) => {
  const list = await connectDirectly(page, sandbox.served);
  const details = new KeyDetails(page);
  await list.open('orders-loadtest');
  await details.action('Disable (final)…').click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('cannot be re-enabled');
  const confirm = dialog.getByRole('button', { name: 'Disable keyset for good' });
  await expect(confirm).toBeDisabled();
  await look(page, 'disable-dialog');
  await dialog.getByRole('textbox').fill('orders-loadtest');

  await rekey.refusing('Disable for good', () => confirm.click());
  await expect(confirm).toBeEnabled();
  expect((await sandbox.keyset(/^orders-loadtest$/u)).status).toBe(1);

  await rekey.agreeing('Disable for good', () => confirm.click());
  await expect(dialog).toHaveCount(0);
  await expect(details.pane).toContainText('This key is disabled.');
  expect((await sandbox.keyset(/^orders-loadtest$/u)).status).toBe(0);
});
