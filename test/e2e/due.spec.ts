import type { Page } from '@playwright/test';
import { expect, test } from './host/e2e-test.ts';
import { look } from './host/look.ts';
import { tabTo } from './host/tab-to.ts';
import { DueListPart } from './screens/due-list.ts';
import { KeyDetails } from './screens/key-details.ts';
import { KeyList } from './screens/key-list.ts';
import { Shell } from './screens/shell.ts';

test.use({ hostArguments: ['--sandbox'] });
test.skip(({ isInElectron }) => isInElectron, 'the argument is the browser host’s');

const REASON = 'Waits for the release of 4.2';

const firstNames = async (list: DueListPart): Promise<[string, string]> => {
  const [first = '', second = ''] = await list.region
    .getByRole('listitem')
    .getByRole('link')
    .allInnerTexts();
  return [first, second];
};

const openAttention = async (page: Page): Promise<DueListPart> => {
  await new Shell(page).goTo(/^Attention/u);
  const list = new DueListPart(page);
  await expect(list.region).toBeVisible();
  return list;
};

test('a key that is due is snoozed with a reason by keyboard, stays so, and comes back', async ({
  page,
  rekey,
}) => {
  const list = await openAttention(page);
  const [name, next] = await firstNames(list);
  await expect(list.item(name)).toContainText(/overdue by [\d,]+ days/u);
  await expect(list.item(name)).toContainText(/every \d+ days/u);
  await list.region.scrollIntoViewIfNeeded();
  await look(page, 'due-list');

  await test.step('without a reason there is no snooze', async () => {
    await tabTo(page, list.snooze(name));
    await page.keyboard.press('Enter');
    await expect(list.reason).toBeFocused();
    await expect(list.dialog.getByRole('button', { name: 'Snooze', exact: true })).toBeDisabled();
    await page.keyboard.press('Enter');
    await expect(list.dialog).toBeVisible();
    await page.keyboard.type(REASON);
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await expect(list.dialog.getByRole('radio', { name: '30 days' })).toBeChecked();
    await look(page, 'due-snooze');
    await tabTo(page, list.reason, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await expect(list.dialog).toHaveCount(0);
    await expect(list.region).toBeFocused();
  });

  await test.step('it is quiet and its reason can be read', async () => {
    await expect(list.snooze(name)).toHaveCount(0);
    await expect(list.snooze(next)).toBeVisible();
    await tabTo(page, list.snoozedTitle);
    await page.keyboard.press('Enter');
    await expect(list.item(name)).toContainText(REASON);
    await list.item(name).scrollIntoViewIfNeeded();
    await look(page, 'due-snoozed');
  });

  await test.step('it is still quiet after a restart, and can be ended', async () => {
    await rekey.end('stop');
    const again = await openAttention(await rekey.start());
    await expect(again.snooze(name)).toHaveCount(0);
    await again.snoozedTitle.click();
    await expect(again.item(name)).toContainText(REASON);
    await again.endSnooze(name).click();
    await expect(again.snooze(name)).toBeVisible();
    await again.rotate(name).click();
    await expect(again.region).toHaveCount(0);
  });
});

test('a tag has a policy, and a key with it follows that', async ({ page }) => {
  const shell = new Shell(page);
  const details = new KeyDetails(page);
  const main = page.getByRole('main');
  const name = (await firstNames(await openAttention(page)))[0];

  await shell.goTo('Settings');
  await main.getByRole('textbox', { name: 'Tag' }).fill('CI');
  await main.getByRole('textbox', { name: 'Rotate after' }).fill('30');
  await page.keyboard.press('Enter');
  const policies = main.getByRole('list', { name: 'Policies by tag' });
  await expect(policies).toContainText('ci30 days');
  await main.getByRole('textbox', { name: 'Tag' }).fill('ci');
  await expect(main.getByText('There is a policy for ci already.')).toBeVisible();
  await policies.scrollIntoViewIfNeeded();
  await look(page, 'due-settings');

  await shell.goTo('All keys');
  await new KeyList(page).open(name);
  await details.showTab('Notes');
  const rotation = details.pane.getByRole('region', { name: 'Rotation' });
  await expect(rotation).toContainText(/^RotationOverdue by [\d,]+ days/u);
  await rotation.getByRole('textbox', { name: 'Tags' }).fill('ci, not a täg');
  await expect(rotation.getByText(/up to 24 letters, digits and hyphens/u)).toBeVisible();
  await rotation.getByRole('textbox', { name: 'Tags' }).fill('ci, web');
  await page.keyboard.press('Enter');
  await expect(rotation).toContainText('tag ci: every 30 days');
  await rotation.scrollIntoViewIfNeeded();
  await look(page, 'due-notes');

  await test.step('what the key itself says counts before its tags', async () => {
    await rotation.getByRole('button', { name: /Rotate this key/u }).click();
    await page.getByRole('option', { name: 'never', exact: true }).click();
    await rotation.getByRole('button', { name: 'Save rotation policy' }).click();
    await expect(rotation).toContainText('It is never due.');
    const list = await openAttention(page);
    await expect(list.item(name)).toHaveCount(0);
  });
});
