import type { Page } from '@playwright/test';
import { sampleId } from './sample-id.ts';
import { expect, expectNoAxeViolations, test } from './mocked-page-test.ts';

const first = `/keys?key=${sampleId('K', 0)}`;
const details = (page: Page) => page.getByRole('complementary', { name: 'Key details' });

test('details show identifiers, mask the secret and say where it is', async ({
  page,
  openPage,
}) => {
  await openPage(first);
  const pane = details(page);
  await expect(pane.getByRole('heading', { name: 'orders-production' })).toBeVisible();
  await expect(pane.getByText(/^pub-c-/)).toBeVisible();
  await expect(pane.getByText(/^sec-c-.{5}••••/)).toBeVisible();
  await expect(pane.getByText(/Nothing is stored here/)).toBeVisible();
  await expect(pane.getByText(/older than your settings allow/)).toBeVisible();
  await pane.getByText('Not managed by Rekey (3)').click();
  await expect(pane.getByText('wildcardgrant')).toBeVisible();
  await expectNoAxeViolations(page);
});

test('a revealed secret goes by itself after ten seconds and leaves nothing in the page', async ({
  page,
  openPage,
}) => {
  await openPage(first);
  const pane = details(page);
  await pane.getByRole('button', { name: 'Reveal secret key' }).click();
  await expect(pane.getByRole('group', { name: 'Secret key' })).toContainText('RKCANARY');
  await expect(pane.getByRole('timer')).toContainText('Hidden again in');
  await page.clock.fastForward(10_500);
  await expect(pane.getByRole('group', { name: 'Secret key' })).toBeHidden();
  expect(await page.content()).not.toContain('RKCANARY');
});

test('a revealed secret goes when the window loses the focus, and with its pane', async ({
  page,
  openPage,
}) => {
  await openPage(first);
  const shown = details(page).getByRole('group', { name: 'Secret key' });
  await details(page).getByRole('button', { name: 'Reveal secret key' }).click();
  await expect(shown).toBeVisible();
  await page.evaluate(() => window.dispatchEvent(new Event('blur')));
  await expect(shown).toBeHidden();
  await details(page).getByRole('button', { name: 'Reveal secret key' }).click();
  await expect(shown).toBeVisible();
  await details(page).getByRole('button', { name: 'Close details' }).click();
  await expect(details(page)).toBeHidden();
  expect(await page.content()).not.toContain('RKCANARY');
});

test('offline, revealing says beside the button that it needs the network', async ({
  page,
  openPage,
}) => {
  const { main } = await openPage(first, (_world, mocked) => {
    mocked.fail('secrets.reveal', { kind: 'network-offline' });
  });
  const pane = details(page);
  await pane.getByRole('button', { name: 'Reveal secret key' }).click();
  await expect(pane.getByText('No network')).toBeVisible();
  await expect(pane.getByText(/needs the network/)).toBeVisible();
  main.respond('secrets.reveal', () => ({
    ok: true,
    value: { secretValue: 'sec-c-abcdeRKCANARY01', hideAfterMs: 10_000 },
  }));
  await pane.getByRole('button', { name: 'Try again' }).click();
  await expect(pane.getByRole('group', { name: 'Secret key' })).toBeVisible();
});

test('copying goes through main and shows when the clipboard is cleared', async ({
  page,
  openPage,
}) => {
  const { main } = await openPage(first);
  const pane = details(page);
  const copied = main.expectCall('secrets.copy');
  await pane.getByRole('button', { name: 'Copy secret key' }).click();
  expect(await copied).toEqual({ partId: sampleId('P', 2) });
  await expect(pane.getByText(/Clipboard cleared in/)).toBeVisible();
  await main.publish('clipboard.cleared', {});
  await expect(pane.getByText(/Clipboard cleared in/)).toBeHidden();
  await pane.getByRole('button', { name: 'Copy publish key' }).click();
  await expect(pane.getByText(/Clipboard cleared in/)).toBeHidden();
});

test('a host without a clipboard says so before the click', async ({ page, openPage }) => {
  await openPage(first, (world) => {
    world.status.clipboard = false;
  });
  await expect(details(page).getByRole('button', { name: 'Copy secret key' })).toBeDisabled();
});

test('owner, purpose and notes are saved only when they were changed', async ({
  page,
  openPage,
}) => {
  const { main } = await openPage(first);
  const pane = details(page);
  await pane.getByRole('tab', { name: 'Notes' }).click();
  const save = pane.getByRole('button', { name: 'Save notes' });
  await expect(save).toBeDisabled();
  await pane.getByRole('textbox', { name: 'Purpose' }).fill('Checkout');
  const saved = main.expectCall('keys.annotate');
  await save.click();
  expect(await saved).toEqual({
    keyId: sampleId('K', 0),
    annotations: { owner: 'Platform team', purpose: 'Checkout', notes: '', isPublic: false },
  });
  await expect(save).toBeDisabled();
  await expectNoAxeViolations(page);
});

test('disabling explains that it is final and needs the typed name', async ({ page, openPage }) => {
  const { main } = await openPage(first);
  await details(page).getByRole('button', { name: 'Disable (final)…' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Disable orders-production?' });
  await expect(dialog.getByText(/cannot be re-enabled/)).toBeVisible();
  const confirm = dialog.getByRole('button', { name: 'Disable keyset for good' });
  await expect(confirm).toBeDisabled();
  await expectNoAxeViolations(page);
  await dialog.getByRole('textbox').fill('orders-productio');
  await expect(confirm).toBeDisabled();
  await dialog.getByRole('textbox').fill('orders-production');
  const disabled = main.expectCall('keys.disable');
  await confirm.click();
  expect(await disabled).toEqual({ keyId: sampleId('K', 0), typedName: 'orders-production' });
  await expect(dialog).toBeHidden();
  await expect(details(page).getByText(/cannot be enabled, edited or rotated/)).toBeVisible();
});

test('a refusal stays in the dialog; a cancelled confirmation is no failure', async ({
  page,
  openPage,
}) => {
  const { main } = await openPage(`${first}&dialog=end`, (_world, mocked) => {
    mocked.fail('keys.disable', { kind: 'cancelled' });
  });
  const dialog = page.getByRole('alertdialog');
  await dialog.getByRole('textbox').fill('orders-production');
  await dialog.getByRole('button', { name: /Disable/ }).click();
  await expect(dialog.getByRole('button', { name: /Disable/ })).toBeEnabled();
  await expect(dialog.getByText('Cancelled')).toBeHidden();
  main.fail('keys.disable', { kind: 'conflict', reason: 'rotation-open' });
  await dialog.getByRole('button', { name: /Disable/ }).click();
  await expect(dialog.getByText(/Finish or cancel the rotation/)).toBeVisible();
});
