import { expect, test } from './host/e2e-test.ts';
import { inProcessAccountOf } from './host/in-process-account.ts';
import { look } from './host/look.ts';
import { announced } from './screens/announced.ts';
import { chooseValue, valueChooser } from './screens/choose-value.ts';
import { CreateKey } from './screens/create-key.ts';
import { FirstStart } from './screens/first-start.ts';
import { KeyDetails } from './screens/key-details.ts';
import { KeyEnding } from './screens/key-ending.ts';
import { KeyList } from './screens/key-list.ts';
import { ProviderConnect } from './screens/provider-connect.ts';
import { SecretPart } from './screens/secret-part.ts';
import { SettingsEditor } from './screens/settings-editor.ts';

test('a v2 keyset is created, edited under its locks, and deleted', async ({ page, rekey }) => {
  test.slow();
  const list = new KeyList(page);
  const details = new KeyDetails(page);
  const editor = new SettingsEditor(page);

  await test.step('connect with an API key', async () => {
    const connect = new ProviderConnect(page);
    const target = inProcessAccountOf('pubnub-v2');
    await new FirstStart(page).connect.click();
    await connect.choose('PubNub (API v2)');
    await connect.fillAddresses(target);
    await connect.credential('API key').fill(target.fields['apiKey'] ?? '');
    await connect.test.click();
    await expect(connect.works).toContainText('4 apps');
    await expect(connect.right('keyset-secret:read')).toContainText('held');
    await expect(connect.right('keyset-secret:write')).toContainText('not known before');
    await look(page, 'v2-connect');
    await connect.connect.click();
    await expect(list.subtitle).toHaveText(/^19 keys · as of/u);
  });

  await test.step('a new keyset for production', async () => {
    const create = new CreateKey(page);
    await page.getByRole('button', { name: 'Create a key…' }).click();
    await create.chooseApp('Chat');
    await create.name.fill('chat-tablets');
    await create.choose('Production');
    await create.button('Choose settings').click();
    await create.choose('Chat');
    await expect(create.button('Review')).toBeDisabled();
    await chooseValue(page, 'App Context region', 'aws-fra-1');
    await look(page, 'v2-create-settings');
    await create.button('Review').click();
    await expect(page.getByRole('group', { name: 'Settings that are sent' })).toContainText(
      'App Context region: aws-fra-1',
    );
    await look(page, 'v2-create-review');
    await create.button('Create keyset').click();
    await expect(announced(page.getByRole('main'), 'The key exists')).toContainText('chat-tablets');
    await look(page, 'v2-created');
    await create.button('Open the key').click();
  });

  await test.step('its secret, shown once by the provider, is in the keychain', async () => {
    const secret = new SecretPart(page, 'secret key');
    await expect(details.pane).toContainText('The secret is in this machine’s keychain.');
    await look(page, 'v2-details');
    await rekey.simulatedNetwork?.('off');
    await secret.reveal.click();
    await expect(secret.value).toHaveText(/^sec-c-\w{5}RKCANARY/u);
    await secret.hide.click();
    await expect(secret.value).toHaveCount(0);
    await rekey.simulatedNetwork?.('on');
  });

  await test.step('settings change under their locks', async () => {
    await details.action('Edit…').click();
    await expect(valueChooser(page, 'App Context region')).toBeDisabled();
    await expect(valueChooser(page, 'App Context region')).toHaveAccessibleDescription(
      /does not let it be changed once it is set/u,
    );
    await editor.field('Interval').fill('9');
    await expect(editor.field('Interval')).toHaveAccessibleDescription(/10 seconds or more/u);
    await expect(editor.review).toBeDisabled();
    await editor.field('Interval').fill('60');
    await look(page, 'v2-edit');
    await editor.review.click();
    await expect(editor.diff).toContainText('Interval: 60 seconds');
    await look(page, 'v2-edit-diff');
    await editor.save.click();
    await expect(details.heading('chat-tablets')).toBeVisible();
    await details.action('Edit…').click();
    await expect(editor.field('Interval')).toHaveValue('60');
    await page.keyboard.press('Escape');
    await expect(details.heading('chat-tablets')).toBeVisible();
  });

  await test.step('deleted for good', async () => {
    const ending = new KeyEnding(page);
    await details.action('Delete (final)…').click();
    await expect(ending.dialog).toContainText('gone with its stored messages');
    await expect(ending.confirm).toBeDisabled();
    await look(page, 'v2-delete');
    await ending.typedName.fill('chat-tablets');
    await rekey.agreeing('Delete for good', () => ending.confirm.click());
    await expect(ending.dialog).toHaveCount(0);
    await expect(details.pane).toContainText('This key is deleted.');
    await list.find('chat-tablets');
    await expect(list.row('chat-tablets')).toContainText('deleted');
  });
});
