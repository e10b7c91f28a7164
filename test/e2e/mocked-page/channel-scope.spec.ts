import { fail, ok } from '../../../shared/errors/app-error.ts';
import type { ChannelScope } from '../../../shared/scopes/channel-scope-schema.ts';
import { look } from '../host/look.ts';
import { expect, test, type OpenPage } from './mocked-page-test.ts';
import { activitysmithDescriptor, activitysmithTargets, addOtherKey } from './more-providers.ts';
import { sampleId } from './sample-id.ts';

const keyId = sampleId('K', 901);
const only: ChannelScope = {
  kind: 'channels',
  mode: 'channels',
  channels: [{ slug: 'ops', publicId: 'ch_01' }],
};

const openEditor = (openPage: OpenPage, scope: ChannelScope, isOnline = true) =>
  openPage(`/keys/${keyId}/edit`, (world, main) => {
    addOtherKey(world, activitysmithDescriptor, 'deploy bot', scope);
    main.respond('containers.scope-targets', () =>
      isOnline ? ok(activitysmithTargets) : fail({ kind: 'network-offline' }),
    );
  });

test('channels are picked by slug and sent with the id that survives a renaming', async ({
  page,
  openPage,
}) => {
  const { main } = await openEditor(openPage, only);
  await expect(page.getByRole('list', { name: 'Channels of this key' })).toContainText('ch_01');
  await page.getByRole('combobox', { name: 'Add a channel' }).fill('mark');
  await page.getByRole('option', { name: /marketing/ }).click();
  await look(page, 'channels-edit');
  await page.getByRole('button', { name: 'Review 1 change' }).click();
  await expect(page.getByText('channel marketing')).toBeVisible();
  await look(page, 'channels-review');
  const edited = main.expectCall('keys.edit');
  await page.getByRole('button', { name: 'Save 1 change' }).click();
  expect(await edited).toMatchObject({
    scope: {
      kind: 'channels',
      mode: 'channels',
      channels: [
        { slug: 'ops', publicId: 'ch_01' },
        { slug: 'marketing', publicId: 'ch_02' },
      ],
    },
    typedName: null,
  });
});

test('the table tells whom any request will reach', async ({ page, openPage }) => {
  await openEditor(openPage, only);
  const table = page.getByRole('table');
  await expect(table.getByRole('row').nth(1)).toContainText(
    /Every recipient in the account.*Only ops/,
  );
  await page.getByRole('textbox', { name: 'Try target.channels' }).fill('ops, marketing');
  await expect(table.getByRole('row').nth(2)).toContainText(
    /Only ops, marketing.*Refused with 403: marketing not assigned/,
  );
});

test('a key for everybody needs the typed name; a key for no channel cannot be saved', async ({
  page,
  openPage,
}) => {
  const { main } = await openEditor(openPage, only);
  await page.getByRole('button', { name: 'Take ops away' }).click();
  await expect(page.getByText('Choose at least one channel.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Review/ })).toBeDisabled();
  await page.getByRole('radio', { name: 'All Recipients' }).check({ force: true });
  await expect(page.getByText('This widens what the key may do')).toBeVisible();
  await page.getByRole('button', { name: 'Review 1 change' }).click();
  await expect(page.getByText('This key will reach every recipient')).toBeVisible();
  await look(page, 'channels-danger');
  const save = page.getByRole('button', { name: 'Save 1 change' });
  await expect(save).toBeDisabled();
  await page.getByRole('textbox', { name: 'Type deploy bot to confirm' }).fill('deploy bot');
  const edited = main.expectCall('keys.edit');
  await save.click();
  expect(await edited).toMatchObject({
    scope: { mode: 'all', channels: [] },
    typedName: 'deploy bot',
  });
});

test('while the provider cannot be asked, a channel is typed by its slug', async ({
  page,
  openPage,
}) => {
  await openEditor(openPage, only, false);
  await expect(page.getByText('No network')).toBeVisible();
  await page.getByRole('textbox', { name: 'Channel', exact: true }).fill('sales');
  await page.getByRole('button', { name: 'Add channel' }).click();
  await expect(page.getByRole('list', { name: 'Channels of this key' })).toContainText('sales');
});
