import { sampleId } from './sample-id.ts';
import { expect, expectNoAxeViolations, test } from './mocked-page-test.ts';
import type { SampleWorld } from './sample-world.ts';

function forgetEverything(world: SampleWorld): void {
  world.connections = [];
  world.containers = [];
  world.keys = [];
}

test('the first start offers the sandbox or an account', async ({ page, openPage }) => {
  const { main } = await openPage('/', forgetEverything);
  await expect(page.getByRole('heading', { name: 'Every API key in one list' })).toBeVisible();
  await expectNoAxeViolations(page);
  const connected = main.expectCall('connections.connect-sandbox');
  await page.getByRole('button', { name: 'Try the sandbox' }).click();
  await connected;
  await page.getByRole('button', { name: 'Connect an account' }).click();
  await expect(page).toHaveURL(/#\/connections\/new$/);
});

test('a start without a keychain says which and why, and what it means', async ({
  page,
  openPage,
}) => {
  await openPage('/keys', (world) => {
    world.status.custody = { mode: 'session-only', reason: 'no-bus', databaseWaits: true };
    world.status.database = { state: 'in-memory' };
  });
  const strip = page.getByRole('list', { name: 'State of Rekey' });
  await expect(strip).toContainText('nothing is kept after Rekey quits');
  await expect(strip).toContainText('no D-Bus');
  await expect(strip).toContainText('Your saved list waits, untouched');
  await expect(strip).toContainText('confirmations here are weaker');
});

test('a database that cannot be opened is named, with what happened to the file', async ({
  page,
  openPage,
}) => {
  await openPage('/keys', (world) => {
    forgetEverything(world);
    world.status.database = {
      state: 'unavailable',
      reason: 'newer-version',
      fileName: 'rekey-1.db',
    };
  });
  await expect(page.getByRole('list', { name: 'State of Rekey' })).toContainText(
    '“rekey-1.db” was written by a newer Rekey. Update Rekey; the file was not touched.',
  );
});

test('an address that leads nowhere says so and offers the list', async ({ page, openPage }) => {
  await openPage(`/keys/${sampleId('K', 0)}/explode`);
  await page.getByRole('button', { name: 'Show all keys' }).click();
  await expect(page.getByRole('treegrid', { name: 'Keys' })).toBeVisible();
});

test('a token left in the address is dropped for the list', async ({ page, openPage }) => {
  await openPage('token=abc');
  await page.getByRole('button', { name: 'Show all keys' }).click();
  await expect(page.getByRole('treegrid', { name: 'Keys' })).toBeVisible();
});
