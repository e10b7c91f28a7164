import { sampleId } from './sample-id.ts';
import { expect, expectNoAxeViolations, test } from './mocked-page-test.ts';

const address = `/keys/${sampleId('K', 0)}/edit`;

test('only the changed leaves are sent, after a review that says what clients feel', async ({
  page,
  openPage,
}) => {
  const { main } = await openPage(address);
  await expect(page.getByRole('heading', { name: 'Edit orders-production' })).toBeVisible();
  await expectNoAxeViolations(page);
  await page.getByRole('textbox', { name: 'Keep messages' }).fill('90');
  await page.getByText('Access Manager', { exact: true }).click();
  await page.getByRole('button', { name: 'Review 2 changes' }).click();
  await expect(page.getByText('Keep messages: 30 days')).toBeVisible();
  await expect(page.getByText('Keep messages: 90 days')).toBeVisible();
  await expect(page.getByText(/everybody with the subscribe key may read and write/)).toBeVisible();
  await expectNoAxeViolations(page);
  const edited = main.expectCall('keys.edit');
  await page.getByRole('button', { name: 'Save 2 changes' }).click();
  expect(await edited).toEqual({
    keyId: sampleId('K', 0),
    name: null,
    environment: null,
    scope: { kind: 'keyset', properties: { message_storage_ttl: 90, uls: false } },
    typedName: null,
  });
  await expect(page.getByRole('complementary', { name: 'Key details' })).toBeVisible();
});

test('a value out of range is explained while typing and blocks the review', async ({
  page,
  openPage,
}) => {
  await openPage(address);
  const days = page.getByRole('textbox', { name: 'Keep messages' });
  const review = page.getByRole('button', { name: /Review/ });
  await days.fill('366');
  await expect(days).toHaveAccessibleDescription(/1 to 365 days/);
  await expect(page.getByText('1 value to correct first')).toBeVisible();
  await expect(review).toBeDisabled();
  await days.fill('12 days');
  await expect(days).toHaveValue('12 days');
  await expect(review).toBeDisabled();
  await days.fill('30');
  await expect(page.getByText('Nothing changed yet')).toBeVisible();
});

test('a setting without effect rests and says which switch it waits for', async ({
  page,
  openPage,
}) => {
  await openPage(address);
  const listing = page.getByRole('switch', { name: 'Forbid listing all users' });
  await expect(listing).toBeEnabled();
  await page.getByText('Access Manager', { exact: true }).click();
  await expect(listing).toBeDisabled();
  await expect(listing).toHaveAccessibleDescription('Has no effect while Access Manager is off.');
});

test('a change that may destroy data needs the typed name', async ({ page, openPage }) => {
  const { main } = await openPage(address);
  await page.getByText('File sharing', { exact: true }).click();
  await page.getByRole('textbox', { name: /Files region/ }).fill('eu-central-1');
  await page.getByRole('button', { name: 'Review 2 changes' }).click();
  await expect(page.getByText('This may destroy data')).toBeVisible();
  const save = page.getByRole('button', { name: 'Save 2 changes' });
  await expect(save).toBeDisabled();
  await page
    .getByRole('textbox', { name: 'Type orders-production to confirm' })
    .fill('orders-production');
  const edited = main.expectCall('keys.edit');
  await save.click();
  expect(await edited).toMatchObject({ typedName: 'orders-production' });
});

test('a refusal of the provider stands beside the button and nothing typed is lost', async ({
  page,
  openPage,
}) => {
  await openPage(address, (_world, main) => {
    main.fail('keys.edit', {
      kind: 'provider-rejected',
      providerId: 'pubnub-v1',
      code: '400',
      message: 'name is taken',
    });
  });
  await page.getByRole('textbox', { name: 'Name' }).fill('orders-eu');
  await page.getByRole('button', { name: 'Review 1 change' }).click();
  await page.getByRole('button', { name: 'Save 1 change' }).click();
  await expect(page.getByText(/PubNub refused this/)).toBeVisible();
  await expect(page.getByText(/name is taken/)).toBeVisible();
  await page.getByRole('button', { name: 'Back to the settings' }).click();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('orders-eu');
});

test('leaving with unsent changes asks first; Escape closes an editor without any', async ({
  page,
  openPage,
}) => {
  await openPage(address);
  await page.getByRole('textbox', { name: 'Name' }).fill('orders-eu');
  await page.getByRole('link', { name: /^Attention/ }).click();
  const question = page.getByRole('dialog', { name: 'Leave without saving?' });
  await question.getByRole('button', { name: 'Keep editing' }).click();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('orders-eu');
  await page.getByRole('textbox', { name: 'Name' }).fill('orders-production');
  await page.getByText('Message persistence', { exact: true }).click();
  await page.getByText('Message persistence', { exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'All keys' })).toBeVisible();
  await expect(question).toBeHidden();
});

test('unsent changes can be dropped on purpose, without being asked', async ({
  page,
  openPage,
}) => {
  const { main } = await openPage(address);
  await page.getByRole('textbox', { name: 'Name' }).fill('orders-eu');
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await expect(page.getByRole('heading', { name: 'All keys' })).toBeVisible();
  expect(main.callsOf('keys.edit')).toEqual([]);
});
