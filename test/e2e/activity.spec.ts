import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { connectDirectly } from './host/connect-directly.ts';
import { expect, test } from './host/e2e-test.ts';
import { inProcessAccount } from './host/in-process-account.ts';
import { look } from './host/look.ts';
import { ActivityScreen } from './screens/activity-screen.ts';
import { announced } from './screens/announced.ts';
import { KeyDetails } from './screens/key-details.ts';
import { Shell } from './screens/shell.ts';

test('what was done is written down, fits together and can be taken out', async ({
  page,
  rekey,
}) => {
  const list = await connectDirectly(page, inProcessAccount());
  const details = new KeyDetails(page);
  const activity = new ActivityScreen(page);
  const main = page.getByRole('main');
  await list.open('orders-ci');
  await details.action('Keep a copy in the keychain').click();
  await expect(details.pane).toContainText('The secret is in this machine’s keychain.');

  await new Shell(page).goTo('Activity');
  await expect(activity.entry('orders-ci').first()).toBeVisible();
  await look(page, 'activity');

  await activity.verify.click();
  await expect(announced(main, 'fit together')).toBeVisible();

  const path = join(rekey.filesDir, 'activity.jsonl');
  await rekey.picking(path, () => activity.exportLog.click());
  await expect(announced(main, 'written to activity.jsonl')).toBeVisible();
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  const subjects = lines.map((line) => (JSON.parse(line) as { subject: string }).subject);
  expect(subjects).toContain('orders-ci');
  expect(readFileSync(path, 'utf8')).not.toContain('RKCANARY');

  await activity.search.fill('orders-ci');
  await expect(activity.entry('orders-ci').first()).toBeVisible();
  await expect(main.getByText(/^1 of/u)).toBeVisible();
});
