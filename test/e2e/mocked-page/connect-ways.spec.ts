import { fail, ok, type Result } from '../../../shared/errors/app-error.ts';
import { look } from '../host/look.ts';
import { expect, test } from './mocked-page-test.ts';
import { ablyDescriptor, activitysmithDescriptor } from './more-providers.ts';

test('a test says which rights the credential holds and which are missing', async ({
  page,
  openPage,
}) => {
  await openPage('/connections/new', (world, main) => {
    world.providers.push(ablyDescriptor);
    main.respond('connections.test', () =>
      ok({
        accountName: 'dev@example.com',
        credentialExpiresAt: null,
        containerCount: 2,
        rights: [
          { name: 'read:key', isHeld: true, purpose: 'list and read keys' },
          { name: 'write:key', isHeld: false, purpose: 'create, change and revoke keys' },
        ],
      }),
    );
  });
  await page.getByRole('radio', { name: 'Ably' }).check({ force: true });
  await page.getByLabel('Access token').fill('RKCANARYtoken');
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByText('The sign-in works, but lacks 1 right')).toBeVisible();
  const rights = page.getByRole('list', { name: 'Rights of this credential' });
  await expect(rights.getByRole('listitem').first()).toContainText(
    'write:key missing: create, change and revoke keys',
  );
  await expect(rights.getByRole('listitem').last()).toContainText('read:key held');
  await look(page, 'connect-rights');
});

test('a consent in the browser asks for nothing here, waits, and can be cancelled', async ({
  page,
  openPage,
}) => {
  let settle: (result: Result<never>) => void = () => undefined;
  const { main } = await openPage('/connections/new', (world, mocked) => {
    world.providers = [activitysmithDescriptor];
    mocked.respond(
      'connections.connect',
      () =>
        new Promise<Result<never>>((resolve) => {
          settle = resolve;
        }),
    );
    mocked.respond('connections.cancel-sign-in', () => {
      settle(fail({ kind: 'cancelled' }));
      return ok(null);
    });
  });
  await expect(page.getByRole('button', { name: 'Test connection' })).toBeHidden();
  await look(page, 'connect-browser');
  const connecting = main.expectCall('connections.connect');
  await page.getByRole('button', { name: 'Continue in the browser' }).click();
  expect(await connecting).toMatchObject({ providerId: 'activitysmith', fields: {} });
  await expect(page.getByText('Waiting for you in the browser')).toBeVisible();
  await look(page, 'connect-waiting');
  await page.getByRole('button', { name: 'Cancel the sign-in' }).click();
  await expect(page.getByRole('button', { name: 'Continue in the browser' })).toBeVisible();
  await expect(page.getByText('Cancelled')).toBeHidden();
  expect(main.callsOf('connections.cancel-sign-in')).toHaveLength(1);
});

test('leaving the screen ends a sign-in that waits in the browser', async ({ page, openPage }) => {
  const { main } = await openPage('/connections/new', (world, mocked) => {
    world.providers = [activitysmithDescriptor];
    mocked.respond('connections.connect', () => new Promise<Result<never>>(() => undefined));
    mocked.respond('connections.cancel-sign-in', () => ok(null));
  });
  await page.getByRole('button', { name: 'Continue in the browser' }).click();
  await expect(page.getByText('Waiting for you in the browser')).toBeVisible();
  const cancelled = main.expectCall('connections.cancel-sign-in');
  await page.getByRole('link', { name: /^All keys/ }).click();
  await cancelled;
});
