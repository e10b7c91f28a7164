import type { Page } from '@playwright/test';
import { expect, test } from './gallery-test.ts';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('Enter and Space press a button; while it works it keeps the focus and refuses more', async ({
  page,
  openGallery,
}) => {
  await openGallery('controls');
  await button(page, 'Start slow work').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Started 1 times')).toBeVisible();
  const working = page.getByRole('button', { name: 'Start slow work working…' });
  await expect(working).toBeFocused();
  await expect(working).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Space');
  await working.click({ force: true });
  await button(page, 'Finish it').press('Enter');
  await expect(button(page, 'Start slow work')).toBeVisible();
  await expect(page.getByText('Started 1 times')).toBeVisible();
  await button(page, 'Start slow work').press('Space');
  await expect(page.getByText('Started 2 times')).toBeVisible();
});

test('a menu opens, moves by arrows and letters, acts, and gives the focus back', async ({
  page,
  openGallery,
}) => {
  await openGallery('controls');
  const trigger = button(page, 'More actions for orders-prod');
  await trigger.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Edit settings…' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: 'Rotate…' })).toBeFocused();
  await page.keyboard.type('sh');
  await expect(page.getByRole('menuitem', { name: 'Show names' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(trigger).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Last: chose edit')).toBeVisible();
  await expect(trigger).toBeFocused();
});

test('a disabled menu item is passed over', async ({ page, openGallery }) => {
  await openGallery('controls');
  await button(page, 'More actions for orders-prod').press('ArrowUp');
  await expect(page.getByRole('menuitem', { name: 'Disable (final)…' })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('menuitem', { name: 'Show names' })).toBeFocused();
});

test('a dialog holds the focus, closes with Escape and gives the focus back', async ({
  page,
  openGallery,
}) => {
  await openGallery('controls');
  const trigger = button(page, 'Forget connection…');
  await trigger.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  for (let stop = 0; stop < 5; stop += 1) {
    await page.keyboard.press('Tab');
    expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  }
  await page.mouse.click(5, 5);
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(trigger).toBeFocused();
});

test('a dialog opened from a menu gives the focus back to the menu’s button', async ({
  page,
  openGallery,
}) => {
  await openGallery('controls');
  const trigger = button(page, 'More actions for orders-prod');
  await trigger.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  await expect(trigger).toBeFocused();
});

test('a typed confirmation opens the way only when every character is right', async ({
  page,
  openGallery,
}) => {
  await openGallery('controls');
  await button(page, 'Disable orders-old…').press('Enter');
  const field = page.getByLabel('Type orders-old to confirm');
  await expect(field).toBeFocused();
  const confirm = button(page, 'Disable keyset').and(page.locator('[type=submit]'));
  for (const wrong of ['orders-ol', 'Orders-old', 'orders-old ']) {
    await field.fill(wrong);
    await expect(confirm).toBeDisabled();
    await field.press('Enter');
    await expect(page.getByRole('alertdialog')).toBeVisible();
  }
  await field.fill('orders-old');
  await expect(confirm).toBeEnabled();
  await field.press('Enter');
  await expect(page.getByText('Last: disabled orders-old')).toBeVisible();
  await button(page, 'Disable orders-old…').press('Enter');
  await expect(field).toHaveValue('');
});

test('arrows move between tabs, and Tab goes on into the panel’s page', async ({
  page,
  openGallery,
}) => {
  await openGallery('controls');
  await page.getByRole('tab', { name: 'Scope' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'History 4' })).toBeFocused();
  await expect(page.getByRole('tabpanel')).toHaveText('Rotated four times.');
  await page.keyboard.press('End');
  await expect(page.getByRole('tabpanel')).toHaveText('Owner: payments team.');
});

test('a select is chosen by keyboard and keeps the focus', async ({ page, openGallery }) => {
  await openGallery('fields');
  const select = page.getByRole('button', { name: /^Orders/u });
  await select.press('Enter');
  await expect(page.getByRole('option', { name: 'Orders' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('listbox')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Chat⟨U\+202E⟩txt/u })).toBeFocused();
});

test('a combo box narrows by typing and falls back when what was typed is no option', async ({
  page,
  openGallery,
}) => {
  await openGallery('fields');
  const combo = page.getByRole('combobox', { name: 'Storage region' });
  await combo.fill('us-w');
  await expect(page.getByRole('option')).toHaveText(['us-west-1']);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(combo).toHaveValue('us-west-1');
  await combo.fill('nowhere');
  await page.keyboard.press('Tab');
  await expect(combo).toHaveValue('us-west-1');
});

test('radio, switch and checkbox answer to arrows and Space; a locked switch does not', async ({
  page,
  openGallery,
}) => {
  await openGallery('fields');
  await page.getByRole('radio', { name: 'Testing' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: 'Production' })).toBeChecked();
  const presence = page.getByRole('switch', { name: 'Announce who joins and leaves' });
  await presence.press('Space');
  await expect(presence).not.toBeChecked();
  const locked = page.getByRole('switch', { name: 'Keep files in the region' });
  await locked.press('Space');
  await expect(locked).toBeChecked();
  await expect(locked).toHaveAccessibleDescription(/Locked: PubNub does not allow/u);
  const checkbox = page.getByRole('checkbox', { name: 'Include ended keys' });
  await checkbox.press('Space');
  await expect(checkbox).toBeChecked();
});

test('a number out of range is kept as typed and explained', async ({ page, openGallery }) => {
  await openGallery('fields');
  const field = page.getByLabel('Message retention');
  await field.fill('4000');
  await page.keyboard.press('Tab');
  await expect(field).toHaveValue('4000');
  await expect(field).toHaveAccessibleDescription(/PubNub allows 0 to 30 days/u);
  await field.fill('12');
  await page.keyboard.press('Tab');
  await expect(field).not.toHaveAccessibleDescription(/PubNub allows/u);
});

test('a secret is read once and leaves nothing in the page', async ({ page, openGallery }) => {
  await openGallery('fields');
  const field = page.getByLabel('Password');
  await expect(field).toHaveAttribute('type', 'password');
  await expect(field).toHaveAttribute('autocomplete', 'off');
  await field.fill('RKCANARY-password');
  await field.press('Enter');
  await expect(page.getByText('read 17 characters')).toBeVisible();
  await expect(field).toHaveValue('');
  await expect(button(page, 'Sign in')).toBeDisabled();
  expect(await page.content()).not.toContain('RKCANARY-password');
});

test('the palette runs the first match with Enter and closes with Escape', async ({
  page,
  openGallery,
}) => {
  await openGallery('controls');
  const trigger = page.getByRole('button', { name: 'Commands' });
  await trigger.press('Enter');
  await expect(page.getByRole('searchbox', { name: 'Commands' })).toBeFocused();
  await page.keyboard.type('lock');
  await expect(page.getByRole('menuitem')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Last: ran lock')).toBeVisible();
  await trigger.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(trigger).toBeFocused();
});

test('a toolbar is one stop of Tab with arrows inside', async ({ page, openGallery }) => {
  await openGallery('controls');
  const toolbar = page.getByRole('toolbar', { name: 'Key actions' });
  await toolbar.getByRole('button').first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(toolbar.getByRole('button', { name: 'Edit' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  expect(await toolbar.evaluate((element) => element.contains(document.activeElement))).toBe(false);
});

test('F6 goes round the panes and back to where the focus was; Escape closes the details', async ({
  page,
  openGallery,
}) => {
  await openGallery('layout');
  const search = page.getByRole('searchbox', { name: 'Search keys' });
  await search.focus();
  await page.keyboard.press('F6');
  await expect(page.getByRole('complementary', { name: 'Key details' })).toBeFocused();
  await page.keyboard.press('F6');
  await page.keyboard.press('F6');
  await expect(search).toBeFocused();
  await page.keyboard.press('Shift+F6');
  await page.keyboard.press('Shift+F6');
  await expect(page.getByRole('complementary', { name: 'Key details' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary', { name: 'Key details' })).toHaveCount(0);
});

test('an announcement reaches the live region', async ({ page, openGallery }) => {
  await openGallery('controls');
  await button(page, 'Announce').press('Enter');
  await expect(
    page.locator('[data-live-announcer] [role=status]').getByText('Copied.'),
  ).toHaveCount(1);
});

for (const name of ['controls', 'fields', 'display', 'layout', 'wizard'] as const) {
  test(`every stop of Tab shows its focus on the page of ${name}`, async ({
    page,
    openGallery,
  }) => {
    await openGallery(name);
    const unseen: string[] = [];
    let stops = 0;
    for (; stops < 80; stops += 1) {
      await page.keyboard.press('Tab');
      const stop = await page.evaluate(() => {
        const focused = document.activeElement;
        if (focused === null || focused === document.body) return null;
        // The ring of a hidden input is drawn on its label's box, a search field's on its frame.
        const nearby = [focused, ...focused.querySelectorAll('*')];
        const frame = focused.closest('label, [role="search"], [data-rac]');
        if (frame !== null) nearby.push(frame, ...frame.querySelectorAll('*'));
        const parent = focused.parentElement;
        if (parent !== null) nearby.push(parent);
        const isSeen = nearby.some((element) => {
          const style = getComputedStyle(element);
          return style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2;
        });
        return { isSeen, element: focused.outerHTML.slice(0, 120) };
      });
      if (stop === null) break;
      if (!stop.isSeen) unseen.push(stop.element);
    }
    expect(stops).toBeGreaterThan(3);
    expect(unseen).toEqual([]);
  });
}
