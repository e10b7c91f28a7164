import { composeSandbox } from '../../electron/sandbox/compose-sandbox.ts';
import { expect, test } from './host/e2e-test.ts';
import { inProcessAccountOf } from './host/in-process-account.ts';
import { look } from './host/look.ts';
import { announced } from './screens/announced.ts';
import { AttentionScreen } from './screens/attention-screen.ts';
import { CapabilityEditor } from './screens/capability-editor.ts';
import { CreateKey } from './screens/create-key.ts';
import { FirstStart } from './screens/first-start.ts';
import { KeyDetails } from './screens/key-details.ts';
import { KeyEnding } from './screens/key-ending.ts';
import { KeyList } from './screens/key-list.ts';
import { ProviderConnect } from './screens/provider-connect.ts';
import { SecretPart } from './screens/secret-part.ts';
import { SettingsEditor } from './screens/settings-editor.ts';
import { Shell } from './screens/shell.ts';

const unrestricted = 'One key may do everything';

test('an Ably key is created narrow, edited in both forms and revoked', async ({ page, rekey }) => {
  test.slow();
  const list = new KeyList(page);
  const details = new KeyDetails(page);
  const editor = new SettingsEditor(page);
  const capability = new CapabilityEditor(page);
  const target = inProcessAccountOf('ably');

  await test.step('a token that may only read is told apart before connecting', async () => {
    const connect = new ProviderConnect(page);
    await new FirstStart(page).connect.click();
    await connect.choose('Ably');
    await connect.fillAddresses(target);
    await connect.credential('Access token').fill(readOnlyTokenSecret());
    await connect.test.click();
    await expect(connect.lacking).toContainText('Larkspur');
    await expect(connect.right('write:key')).toContainText('missing');
    await look(page, 'ably-rights');
  });

  await test.step('connect with the rights that Rekey uses', async () => {
    const connect = new ProviderConnect(page);
    await connect.credential('Access token').fill(target.fields['accessToken'] ?? '');
    await connect.test.click();
    await expect(connect.works).toContainText('4 apps');
    await expect(connect.right('write:key')).toContainText('held');
    await connect.connect.click();
    await expect(list.subtitle).toHaveText(/^20 keys · as of/u);
    await expect(list.row('orders server')).toContainText('at provider');
    await look(page, 'ably-keys');
  });

  await test.step('a new key starts from a purpose', async () => {
    const create = new CreateKey(page);
    await page.getByRole('button', { name: 'Create a key…' }).click();
    await create.chooseApp('Chat');
    await create.name.fill('web client');
    await look(page, 'ably-create-place');
    await create.button('Choose settings').click();
    await create.choose('Browser, subscribe only');
    await expect(create.button('Review')).toBeDisabled();
    await capability.addResource('chat:*');
    await look(page, 'ably-create-settings');
    await create.button('Review').click();
    await expect(page.getByRole('group', { name: 'Rights that are asked for' })).toContainText(
      'subscribe on chat:*',
    );
    await look(page, 'ably-create-review');
    await create.button('Create API key').click();
    await expect(announced(page.getByRole('main'), 'The key exists')).toContainText('web client');
    await create.button('Open the key').click();
  });

  await test.step('its secret is in the keychain and can be shown', async () => {
    const secret = new SecretPart(page, 'API key');
    await expect(details.pane).toContainText('The secret is in this machine’s keychain.');
    await look(page, 'ably-details');
    await secret.reveal.click();
    await expect(secret.value).toHaveText(/^[\w-]{6}\.[\w-]{6}:.*RKCANARY/u);
    await secret.hide.click();
    await expect(secret.value).toHaveCount(0);
  });

  await test.step('the form of the dashboard', async () => {
    await details.action('Edit…').click();
    await expect(capability.capability('Subscribe')).toBeChecked();
    await expect(capability.capability('Publish')).not.toBeChecked();
    await capability.capability('Publish').press('Space');
    await capability.capability('Subscribe').press('Space');
    await expect(editor.review).toHaveText('Review 2 changes');
    await look(page, 'ably-edit-simple');
    await editor.review.click();
    await expect(editor.diff).toContainText('publish on chat:*');
    await expect(editor.diff).toContainText('Removed: subscribe on chat:*');
    await look(page, 'ably-edit-simple-diff');
    await editor.save.click();
    await expect(details.heading('web client')).toBeVisible();
  });

  await test.step('resource by resource', async () => {
    await details.action('Edit…').click();
    await capability.showAdvanced();
    await expect(capability.operation('chat:*', 'publish')).toBeChecked();
    await capability.addResource('audit:*');
    await capability.operation('audit:*', 'history').press('Space');
    await expect(capability.simple).toBeDisabled();
    await look(page, 'ably-edit-advanced');
    await editor.review.click();
    await expect(editor.diff).toContainText('Added: history on audit:*');
    await expect(editor.diff).not.toContainText('Removed:');
    await look(page, 'ably-edit-advanced-diff');
    await editor.save.click();
    await expect(details.heading('web client')).toBeVisible();
    await expect(details.pane).toContainText('audit:*');
  });

  await test.step('revoked for good', async () => {
    const ending = new KeyEnding(page);
    await details.action('Revoke (final)…').click();
    await expect(ending.dialog).toContainText('this key never works again');
    await expect(ending.confirm).toBeDisabled();
    await look(page, 'ably-revoke');
    await ending.typedName.fill('web client');
    await rekey.agreeing('Revoke for good', () => ending.confirm.click());
    await expect(ending.dialog).toHaveCount(0);
    await expect(details.pane).toContainText('This key is revoked.');
    await list.find('web client');
    await expect(list.row('web client')).toContainText('revoked');
  });
});

test('an Ably key without restriction needs attention until it is narrowed', async ({ page }) => {
  const attention = new AttentionScreen(page);
  const editor = new SettingsEditor(page);
  const capability = new CapabilityEditor(page);
  const target = inProcessAccountOf('ably');
  const key = attention.key(unrestricted, 'web widget (do not use)');

  await test.step('connect', async () => {
    const connect = new ProviderConnect(page);
    await new FirstStart(page).connect.click();
    await connect.choose('Ably');
    await connect.credential('Access token').fill(target.fields['accessToken'] ?? '');
    await connect.fillAddresses(target);
    await connect.connect.click();
    await expect(new KeyList(page).subtitle).toHaveText(/^20 keys · as of/u);
  });

  await test.step('attention', async () => {
    await new Shell(page).goTo(/^Attention/u);
    await expect(attention.group(unrestricted)).toContainText('5 keys');
    await expect(key).toBeVisible();
    await look(page, 'ably-attention');
  });

  await test.step('narrowed', async () => {
    await attention.wayOn('Edit settings…', 'web widget (do not use)').click();
    await expect(page.getByText('It has every operation on every channel.').first()).toBeVisible();
    await look(page, 'ably-edit-unrestricted');
    await capability.takeAway('[*]*');
    await expect(editor.review).toBeDisabled();
    await capability.pickResource('chat', /chat/u);
    await capability.operation('chat:*', 'subscribe').press('Space');
    await editor.review.click();
    await expect(editor.diff).toContainText('Removed: every operation on [*]*');
    await look(page, 'ably-narrow-diff');
    await editor.save.click();
    await expect(attention.heading).toBeVisible();
    await expect(attention.group(unrestricted)).toContainText('4 keys');
    await expect(key).toHaveCount(0);
  });
});

/** The seed gives every profile's account a second token, which may only read. */
function readOnlyTokenSecret(): string {
  const told = composeSandbox().get('ably')?.instance.announcement?.('https://ably.invalid');
  const tokenSecret = told?.['readOnlyAccessToken'];
  if (typeof tokenSecret !== 'string') throw new Error('The account has no second token');
  return tokenSecret;
}
