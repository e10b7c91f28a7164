import type { Page } from '@playwright/test';
import { expect, expectNoAxeViolations, test } from './mocked-page-test.ts';

const grid = (page: Page) => page.getByRole('treegrid', { name: 'Keys' });
const row = (page: Page, name: string | RegExp) => grid(page).getByRole('row', { name });
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search keys' });

test('all keys stand in one list, by app, with how many and how fresh they are', async ({
  page,
  openPage,
}) => {
  await openPage('/keys');
  await expect(page).toHaveTitle('All keys — Rekey');
  await expect(page.getByRole('heading', { name: 'All keys' })).toBeVisible();
  await expect(page.getByText(/^40 keys · as of \d\d:\d\d$/)).toBeVisible();
  await expect(row(page, /^Orders PubNub 4 keysets/)).toHaveAttribute('aria-expanded', 'true');
  await expect(row(page, /^orders-production production active/)).toContainText('412 d');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '46');
  await expectNoAxeViolations(page);
});

test('typing finds at once, filters combine, and the address remembers', async ({
  page,
  openPage,
}) => {
  await openPage('/keys');
  await row(page, /orders-production/).waitFor();
  await page.keyboard.press('/');
  await expect(search(page)).toBeFocused();
  await page.keyboard.type('couriers status:active age:>90d');
  await expect(page.getByText('1 of 40 keys')).toBeVisible();
  await expect(row(page, /couriers-apac/)).toBeVisible();
  await expect(page).toHaveURL(/q=couriers.*90d/);
  await page.reload();
  await expect(search(page)).toHaveValue('couriers status:active age:>90d');
  await expect(page.getByText('1 of 40 keys')).toBeVisible();
});

test('a filter from the menu is written into the field, and nothing found says what to type', async ({
  page,
  openPage,
}) => {
  await openPage('/keys');
  await page.getByRole('button', { name: 'Filter the list' }).click();
  await page.getByRole('menuitem', { name: /Disabled/ }).click();
  await expect(search(page)).toHaveValue('status:ended');
  await expect(page.getByText('1 of 40 keys')).toBeVisible();
  await search(page).fill('status:ended nothing-like-it');
  await expect(page.getByRole('heading', { name: 'No key fits' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear search' }).last().click();
  await expect(page.getByText(/^40 keys ·/)).toBeVisible();
});

test('the keyboard alone searches, walks, folds, opens and comes back', async ({
  page,
  openPage,
}) => {
  await openPage('/keys');
  await row(page, /orders-production/).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('orders');
  await page.keyboard.press('ArrowDown');
  await expect(row(page, /^Orders PubNub/)).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(row(page, /^orders-production/)).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(row(page, /^Orders PubNub/)).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('End');
  await expect(row(page, /orders-load-test/)).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const details = page.getByRole('complementary', { name: 'Key details' });
  await expect(details).toBeFocused();
  await expect(row(page, /^orders-production/)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(details).toBeHidden();
  await expect(row(page, /^orders-production/)).toBeFocused();
});

test('columns sort from the keyboard, and say so', async ({ page, openPage }) => {
  await openPage('/keys?isFlat=true');
  await row(page, /orders-production/).waitFor();
  await grid(page).getByRole('row').nth(1).focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await page.getByRole('columnheader', { name: 'Age' }).getByRole('button').click();
  await expect(grid(page).getByRole('row').nth(1)).toContainText('chat-demo-berlin');
});

test('ten thousand keys are all there, and only those in sight are drawn', async ({
  page,
  openPage,
}) => {
  const { main } = await openPage('/keys?isFlat=true', undefined, { keyCount: 10_000 });
  // Megabytes through the test's own channel: far slower than a host.
  await expect(page.getByText(/^10,000 keys · as of/)).toBeVisible({ timeout: 45_000 });
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '10001');
  expect(main.callsOf('keys.list').map(({ limit }) => limit)).toEqual([
    200, 2_000, 2_000, 2_000, 2_000, 2_000,
  ]);
  await grid(page).getByRole('row').nth(1).focus();
  await page.keyboard.press('End');
  await expect(grid(page).locator('[aria-rowindex="10001"]')).toBeFocused();
  expect(await grid(page).getByRole('row').count()).toBeLessThan(60);
});

test('hostile names are text, and direction characters are visible', async ({ page, openPage }) => {
  await openPage('/keys?q=app:internal');
  await expect(row(page, /<img src=x onerror=alert\(1\)>/)).toBeVisible();
  await expect(page.locator('img')).toHaveCount(0);
  const tricked = await row(page, /evil/).innerText();
  expect(tricked).not.toContain('\u202E');
});

test('a sync shows pages of the total and can be stopped', async ({ page, openPage }) => {
  const { main } = await openPage('/keys', (world) => {
    const [connection] = world.connections;
    if (connection === undefined) return;
    world.syncs = [
      {
        connectionId: connection.id,
        state: 'running',
        pagesFetched: 12,
        pagesTotal: 40,
        keysFetched: 1_200,
        startedAt: 0,
        finishedAt: null,
        error: null,
      },
    ];
  });
  await expect(page.getByText('12 of 40 pages · 1,200 keys')).toBeVisible();
  const cancelled = main.expectCall('sync.cancel');
  await page.getByRole('button', { name: 'Stop syncing' }).click();
  expect(await cancelled).toEqual({ connectionId: '01JA0000000000000000000000' });
});

test('offline is said once, and everything read before is there', async ({ page, openPage }) => {
  await openPage('/keys', (world) => {
    for (const connection of world.connections)
      connection.lastSyncError = { kind: 'network-offline' };
  });
  await expect(page.getByText(/^40 keys · as of \d\d:\d\d · offline$/)).toBeVisible();
  await expect(page.getByText(/^Offline: showing what was read before/)).toBeVisible();
  await expect(row(page, /orders-production/)).toBeVisible();
});

test('an event is enough: what changed is read again without losing the place', async ({
  page,
  openPage,
}) => {
  const { main, world } = await openPage('/keys');
  await row(page, /chat-web/).focus();
  const first = world.keys[0];
  if (first === undefined) throw new Error('The sample has no keys');
  world.keys[0] = { ...first, summary: { ...first.summary, name: 'orders-renamed' } };
  await main.publish('keys.changed', { connectionId: null });
  await expect(row(page, /orders-renamed/)).toBeVisible();
  await expect(row(page, /chat-web/)).toBeFocused();
});

test('the palette goes anywhere, and ? lists the shortcuts', async ({ page, openPage }) => {
  await openPage('/keys');
  await row(page, /orders-production/).focus();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help.getByText('Search keys')).toBeVisible();
  await expectNoAxeViolations(page);
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('searchbox', { name: 'Commands and keys' })).toBeFocused();
  await page.keyboard.type('couriers-eu');
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('complementary').getByRole('heading', { name: 'couriers-eu' }),
  ).toBeVisible();
});
