import { expect, test } from './host/e2e-test.ts';
import { look } from './host/look.ts';
import { KeyDetails } from './screens/key-details.ts';
import { KeyList } from './screens/key-list.ts';

test.use({ hostArguments: ['--sandbox'] });
test.skip(({ isInElectron }) => isInElectron, 'the argument is the browser host’s');

test('keys of all providers stand in one list, oldest first', async ({ page }) => {
  const list = new KeyList(page);
  const details = new KeyDetails(page);
  await expect(list.subtitle).toContainText('95 keys');
  await page.getByRole('button', { name: 'Group by app' }).click();
  await list.grid.getByRole('button', { name: 'Age' }).click();
  await expect(list.grid.getByRole('columnheader', { name: 'Age' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await list.cell('mobile-v1-prod').click();
  await expect(details.heading('mobile-v1-prod')).toBeVisible();
  await look(page, 'all-providers');
});
