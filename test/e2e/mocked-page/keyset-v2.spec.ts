import { DAY_MS } from '../../../shared/lib/duration.ts';
import type { KeyScope } from '../../../shared/scopes/key-scope.ts';
import { look } from '../host/look.ts';
import { expect, test, type OpenPage } from './mocked-page-test.ts';
import { addOtherKey, pubnubV2Descriptor } from './more-providers.ts';
import { sampleId } from './sample-id.ts';

const keyId = sampleId('K', 901);
const scope: KeyScope = {
  kind: 'keyset',
  generation: 'v2',
  properties: {
    'messagePersistence.enabled': true,
    'messagePersistence.retention': 30,
    'accessManager.enabled': true,
    'appContext.enabled': true,
    'appContext.region': 'aws-fra-1',
    'files.enabled': false,
    'presence.enabled': true,
    'presence.interval': 10,
    'apns.enabled': true,
    'apns.filename': 'AuthKey_1.p8',
  },
  unmanaged: ['dataSync'],
};

const openAt = (openPage: OpenPage, address: string) =>
  openPage(address, (world) => {
    const until = world.status.now + 6.5 * DAY_MS;
    addOtherKey(world, pubnubV2Descriptor, 'orders', scope, [
      { role: 'publish', nature: 'identifier', value: 'pub-c-5b1c4e0f', stub: null },
      { role: 'subscribe', nature: 'identifier', value: 'sub-c-5b1c4e0f', stub: null },
      { role: 'secret', stub: 'sec-c-Ab1Cd', state: 'expiring', expiresAt: until },
      { role: 'secret', stub: 'sec-c-Zz9Yy' },
      { role: 'secret', stub: 'sec-c-Old00', state: 'ended', custody: 'not-held' },
    ]);
  });

test('a region stays locked with its reason, and only changed leaves are sent', async ({
  page,
  openPage,
}) => {
  const { main } = await openAt(openPage, `/keys/${keyId}/edit`);
  const region = page.getByRole('button', { name: /App Context region/ });
  await expect(region).toBeDisabled();
  await expect(page.getByText(/does not let it be changed once it is set/).first()).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Apple key file' })).not.toBeEditable();
  await look(page, 'keyset-v2-edit');
  await page.getByRole('button', { name: /Keep messages/ }).click();
  await page.getByRole('option', { name: '90 days' }).click();
  await page.getByRole('button', { name: 'Review 1 change' }).click();
  const edited = main.expectCall('keys.edit');
  await page.getByRole('button', { name: 'Save 1 change' }).click();
  expect(await edited).toMatchObject({
    scope: { kind: 'keyset', properties: { 'messagePersistence.retention': 90 } },
  });
});

test('a switch that is turned on asks for what it needs', async ({ page, openPage }) => {
  await openAt(openPage, `/keys/${keyId}/edit`);
  await page.getByText('File sharing', { exact: true }).click();
  await expect(
    page.getByText('Files region must be chosen when File sharing is on.'),
  ).toBeVisible();
  await expect(page.getByText('2 values to correct first')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Review/ })).toBeDisabled();
  await look(page, 'keyset-v2-needs');
});

test('the review says of each setting what is felt, and of a first region that it stays', async ({
  page,
  openPage,
}) => {
  await openAt(openPage, `/keys/${keyId}/edit`);
  const document = page.getByRole('textbox', { name: /^Document/ });
  await document.fill(
    JSON.stringify({
      files: { enabled: true, region: 'eu-central-1', retention: 30 },
      appContext: { disallowGetAllUserMetadata: true },
      presence: { streamFiltering: true },
    }),
  );
  const notices = page.getByRole('textbox', { name: 'Active notice channel' });
  await expect(notices).toHaveAccessibleDescription(/changed but not cleared/);
  await page.getByRole('button', { name: 'Review 5 changes' }).click();
  await expect(page.getByText(/may not list the data of all users/)).toBeVisible();
  await expect(page.getByText('Nothing that Rekey knows of.').first()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'What cannot be undone' })).toBeVisible();
  await expect(page.getByText(/^Files region: eu-central-1 stays for good\./)).toBeVisible();
  await look(page, 'keyset-v2-review');
});

test('the document beside the form stands in sections, and refuses what is not managed', async ({
  page,
  openPage,
}) => {
  await openAt(openPage, `/keys/${keyId}/edit`);
  const document = page.getByRole('textbox', { name: /^Document/ });
  await document.fill('{"presence": {"enabled": true, "interval": 20}}');
  await expect(page.getByRole('textbox', { name: 'Interval' })).toHaveValue('20');
  await expect(page.getByRole('button', { name: 'Review 1 change' })).toBeEnabled();
  await document.fill('{"dataSync": {"enabled": true}}');
  await expect(document).toHaveAccessibleDescription(/does not manage “dataSync.enabled”/);
  await expect(page.getByRole('button', { name: /^Review/ })).toBeDisabled();
});

test('several secrets of one keyset are told apart, with how long each is accepted', async ({
  page,
  openPage,
}) => {
  await openAt(openPage, `/keys?key=${keyId}`);
  const pane = page.getByRole('complementary', { name: 'Key details' });
  await expect(pane.getByText('Current: it has no end date.')).toBeVisible();
  await expect(pane.getByText(/Ends in 6 d: the provider accepts it until/)).toBeVisible();
  await expect(
    pane.getByRole('button', { name: 'Reveal expiring secret key sec-c-Ab1Cd' }),
  ).toBeVisible();
  await expect(pane.getByText('Ended secrets (1)')).toBeVisible();
  await look(page, 'keyset-v2-details');
});

test('a new keyset chooses its region for good before it can be created', async ({
  page,
  openPage,
}) => {
  await openAt(openPage, `/keys/new?container=${sampleId('C', 901)}`);
  await page.getByRole('textbox', { name: 'Name' }).fill('chat');
  await page.getByRole('button', { name: 'Choose settings' }).click();
  await page.getByRole('radio', { name: 'Chat' }).check({ force: true });
  await expect(page.getByText(/must be chosen when App Context is on/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Review' })).toBeDisabled();
  await page.getByRole('button', { name: /App Context region/ }).click();
  await page.getByRole('option', { name: 'aws-fra-1' }).click();
  await expect(page.getByRole('button', { name: 'Review' })).toBeEnabled();
  await expect(page.getByRole('textbox', { name: 'Apple key file' })).toBeHidden();
});
