import { expect, test } from './host/e2e-test.ts';
import { inProcessAccountOf } from './host/in-process-account.ts';
import { look } from './host/look.ts';
import { announced } from './screens/announced.ts';
import { ChannelEditor } from './screens/channel-editor.ts';
import { CreateKey } from './screens/create-key.ts';
import { FirstStart } from './screens/first-start.ts';
import { KeyDetails } from './screens/key-details.ts';
import { KeyEnding } from './screens/key-ending.ts';
import { KeyList } from './screens/key-list.ts';
import { ProviderConnect } from './screens/provider-connect.ts';
import { SecretPart } from './screens/secret-part.ts';
import { SettingsEditor } from './screens/settings-editor.ts';

test('an ActivitySmith key is created for a channel, widened with its name typed, and deleted', async ({
  page,
  rekey,
}) => {
  test.slow();
  const list = new KeyList(page);
  const details = new KeyDetails(page);
  const editor = new SettingsEditor(page);
  const channels = new ChannelEditor(page);

  await test.step('connect with the consent of the browser', async () => {
    const connect = new ProviderConnect(page);
    await new FirstStart(page).connect.click();
    await connect.choose('ActivitySmith');
    await connect.fillAddresses(inProcessAccountOf('activitysmith'));
    await look(page, 'activitysmith-connect');
    await connect.continueInBrowser.click();
    await expect(list.subtitle).toHaveText(/^16 keys · as of/u);
    await expect(list.row('on-call alerts')).toContainText('on-call');
    await expect(list.row('zapier')).toContainText('all recipients');
    await look(page, 'activitysmith-keys');
  });

  await test.step('a new key for one channel', async () => {
    const create = new CreateKey(page);
    await page.getByRole('button', { name: 'Create a key…' }).click();
    await create.name.fill('nightly export');
    await look(page, 'activitysmith-create-place');
    await create.button('Choose settings').click();
    await expect(create.button('Review')).toBeDisabled();
    await channels.add('billing');
    await expect(channels.channels).toContainText('billing');
    await look(page, 'activitysmith-create-settings');
    await create.button('Review').click();
    await expect(page.getByRole('group', { name: 'Rights that are asked for' })).toContainText(
      'channel billing',
    );
    await look(page, 'activitysmith-create-review');
    await create.button('Create API key').click();
    await expect(announced(page.getByRole('main'), 'The key exists')).toContainText(
      'nightly export',
    );
    await create.button('Open the key').click();
  });

  await test.step('its secret, shown once by the provider, is in the keychain', async () => {
    const secret = new SecretPart(page, 'API key');
    await expect(details.pane).toContainText('The secret is in this machine’s keychain.');
    await look(page, 'activitysmith-details');
    await secret.reveal.click();
    await expect(secret.value).toHaveText(/RKCANARY/u);
    await secret.hide.click();
    await expect(secret.value).toHaveCount(0);
  });

  await test.step('one channel more, and whom a request will reach', async () => {
    await details.action('Edit…').click();
    await channels.add('ops');
    await expect(channels.outcome('no target.channels')).toContainText('Only billing, ops');
    await channels.tryChannels.fill('ops, marketing');
    await expect(channels.outcome(/ops, marketing/u)).toContainText(
      'Refused with 403: marketing not assigned to it',
    );
    await look(page, 'activitysmith-edit');
    await editor.review.click();
    await expect(editor.diff).toContainText('Added: channel ops');
    await expect(editor.diff).toContainText('Unchanged: channel billing');
    await look(page, 'activitysmith-edit-diff');
    await editor.save.click();
    await expect(details.heading('nightly export')).toBeVisible();
    await list.find('nightly export');
    await expect(list.row('nightly export')).toContainText('ops');
  });

  await test.step('to all recipients only under the typed name', async () => {
    await details.action('Edit…').click();
    await channels.choose('All Recipients');
    await expect(page.getByText('This widens what the key may do').first()).toBeVisible();
    await look(page, 'activitysmith-widen');
    await editor.review.click();
    await expect(editor.diff).toContainText('Added: scope: All Recipients');
    await expect(editor.diff).toContainText('reached with all the others');
    await expect(editor.save).toBeDisabled();
    await look(page, 'activitysmith-widen-diff');
    await editor.typedName.fill('nightly export');
    await editor.save.click();
    await expect(details.heading('nightly export')).toBeVisible();
    await expect(list.row('nightly export')).toContainText('all recipients');
  });

  await test.step('deleted for good', async () => {
    const ending = new KeyEnding(page);
    await details.action('Delete (final)…').click();
    await expect(ending.confirm).toBeDisabled();
    await look(page, 'activitysmith-delete');
    await ending.typedName.fill('nightly export');
    await rekey.agreeing('Delete for good', () => ending.confirm.click());
    await expect(ending.dialog).toHaveCount(0);
    await expect(details.pane).toContainText('This key is deleted.');
    await expect(list.row('nightly export')).toContainText('deleted');
  });
});
