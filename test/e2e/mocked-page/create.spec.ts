import { sampleId } from './sample-id.ts';
import { expect, expectNoAxeViolations, test } from './mocked-page-test.ts';

test('a key is created from a purpose, and what the provider chose is shown', async ({
  page,
  openPage,
}) => {
  const { main } = await openPage('/keys/new');
  await expect(page.getByRole('heading', { name: 'Create a keyset' })).toBeVisible();
  await expectNoAxeViolations(page);
  await page.getByRole('button', { name: /App$/ }).click();
  await page.getByRole('option', { name: 'Chat' }).click();
  await expect(page.getByText(/you rarely need another/)).toBeVisible();
  const next = page.getByRole('button', { name: 'Choose settings' });
  await expect(next).toBeDisabled();
  await page.getByRole('textbox', { name: 'Name' }).fill('chat-eu');
  await next.click();
  await page.getByRole('radio', { name: 'Chat' }).check({ force: true });
  await expect(page.getByRole('textbox', { name: 'Keep messages' })).toHaveValue('30');
  await expectNoAxeViolations(page);
  await page.getByRole('button', { name: 'Review' }).click();
  await expect(page.getByText('Keep messages: 30 days')).toBeVisible();
  const created = main.expectCall('keys.create');
  await page.getByRole('button', { name: 'Create keyset' }).click();
  expect(await created).toMatchObject({
    containerId: sampleId('C', 1),
    name: 'chat-eu',
    environment: 'testing',
    scope: { kind: 'keyset', properties: { uls: true, message_storage_ttl: 30 } },
  });
  await expect(page.getByText('The key exists')).toBeVisible();
  await expect(page.getByText('Chosen by the provider')).toBeVisible();
  await expectNoAxeViolations(page);
  await page.getByRole('button', { name: 'Open the key' }).click();
  await expect(
    page.getByRole('complementary').getByRole('heading', { name: 'chat-eu' }),
  ).toBeVisible();
});

test('without a keychain a real account is told before the form is filled in', async ({
  page,
  openPage,
}) => {
  await openPage(`/keys/new?container=${sampleId('C', 0)}`, (world) => {
    world.status.custody = { mode: 'session-only', reason: 'no-service', databaseWaits: false };
    for (const connection of world.connections) connection.isSandbox = false;
  });
  await expect(page.getByText('No place to keep the secret')).toBeVisible();
});

test('an app says that it is rarely needed, checks its name, and leads on to its first key', async ({
  page,
  openPage,
}) => {
  const { main } = await openPage('/containers/new');
  await expect(page.getByText(/you rarely need another/)).toBeVisible();
  await expectNoAxeViolations(page);
  const create = page.getByRole('button', { name: 'Create app' });
  await expect(create).toBeDisabled();
  await page.getByRole('textbox', { name: 'Name' }).fill('x'.repeat(201));
  await expect(page.getByText('201 characters; at most 200 fit.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Name' }).fill('Billing');
  const created = main.expectCall('containers.create');
  await create.click();
  expect(await created).toMatchObject({ name: 'Billing' });
  await expect(page).toHaveURL(/keys\/new\?container=/);
});
