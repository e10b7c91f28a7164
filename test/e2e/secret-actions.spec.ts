import { connectInProcess } from './host/connect-directly.ts';
import { expect, test } from './host/e2e-test.ts';
import { look } from './host/look.ts';
import { tabTo } from './host/tab-to.ts';
import { ActivityScreen } from './screens/activity-screen.ts';
import { KeyDetails } from './screens/key-details.ts';
import { SeveralSecrets, TokenRevocationDialog } from './screens/secret-actions.ts';
import { SettingsEditor } from './screens/settings-editor.ts';
import { Shell } from './screens/shell.ts';

test('tokens of an Ably key are revoked, and each target has its answer', async ({
  page,
  rekey,
}) => {
  test.slow();
  const list = await connectInProcess(page, 'ably', 20);
  const details = new KeyDetails(page);
  const tokens = new TokenRevocationDialog(page);
  const opener = details.action('Revoke tokens…');

  await test.step('a key whose tokens cannot be revoked says why', async () => {
    await list.open('moderation');
    await opener.click();
    await expect(tokens.refusal).toContainText('does not make revocable tokens');
    await expect(tokens.confirm).toHaveCount(0);
    await look(page, 'tokens-not-revocable');
    await page.keyboard.press('Escape');
    await expect(tokens.refusal).toHaveCount(0);
    await expect(opener).toBeFocused();
    await page.keyboard.press('Enter');
    await tokens.refusal.getByRole('button', { name: 'Edit settings…' }).click();
    await expect(new SettingsEditor(page).heading('moderation')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(details.heading('moderation')).toBeVisible();
  });

  await test.step('the consequence and whose tokens', async () => {
    await list.open('chat token server');
    await opener.click();
    await expect(tokens.dialog).toContainText('Clients with these tokens are dropped');
    await expect(tokens.dialog).toContainText('This cannot be undone.');
    await expect(tokens.confirm).toBeDisabled();
    await tokens.names.fill('bob@example.test\n\n  kiosk-7  \nkiosk-7');
    await expect(tokens.dialog).toContainText('2 names');
    await tokens.choose('Which of them', 'Made more than 10 minutes ago');
    await tokens.leaveThemTime();
    await look(page, 'tokens-revoke');
  });

  await test.step('nothing is revoked while the host is told no, or nobody answers', async () => {
    await rekey.refusing('Revoke tokens', () => tokens.confirm.click());
    await expect(tokens.confirm).toBeEnabled();
    await expect(tokens.names).toHaveValue(/bob@example\.test/u);
    if (rekey.simulatedNetwork === null) return;
    await rekey.simulatedNetwork('off');
    await rekey.agreeing('Revoke tokens', () => tokens.confirm.click());
    await expect(tokens.dialog).toContainText('No network');
    await look(page, 'tokens-offline');
    await rekey.simulatedNetwork('on');
  });

  await test.step('clients are revoked', async () => {
    await rekey.agreeing('Revoke tokens', () => tokens.confirm.click());
    await expect(tokens.answer('clientId:bob@example.test')).toContainText('Refused from');
    await expect(tokens.answer('clientId:kiosk-7')).toContainText('Refused from');
    await look(page, 'tokens-revoked');
    await tokens.done.click();
    await expect(opener).toBeFocused();
  });

  await test.step('channels are not, and a dialog that opens again is empty', async () => {
    await opener.click();
    await expect(tokens.names).toHaveValue('');
    await tokens.choose('Whose tokens', 'Channels');
    await tokens.names.fill('chat:lobby');
    await rekey.agreeing('Revoke tokens', () => tokens.confirm.click());
    await expect(tokens.answer('channel:chat:lobby')).toContainText('Not revoked');
    await expect(tokens.answer('channel:chat:lobby')).toContainText('has not turned this on');
    await look(page, 'tokens-not-revoked');
    await page.keyboard.press('Escape');
    await expect(opener).toBeFocused();
  });

  await test.step('both are in the record, without the names', async () => {
    await new Shell(page).goTo('Activity');
    const activity = new ActivityScreen(page);
    await expect(activity.entry('Revoked tokens of chat token server')).toHaveCount(1);
    await expect(activity.entry('Revoking tokens of chat token server')).not.toHaveCount(0);
    await expect(page.getByRole('main')).not.toContainText(/bob@|kiosk-7|chat:lobby/u);
  });
});

test('a secret that is about to end is looked for, extended and ended', async ({ page, rekey }) => {
  test.slow();
  const list = await connectInProcess(page, 'pubnub-v2', 19);
  const details = new KeyDetails(page);
  const secrets = new SeveralSecrets(page);
  const expiring = secrets.part('Ends in');
  const KEY = 'telemetry-ingest-prod';

  await test.step('the list of keys did not tell its secrets; without a network nobody does', async () => {
    await list.open(KEY);
    await expect(details.pane).toContainText('tells the secrets of a keyset only when asked');
    await expect(secrets.extend).toHaveCount(0);
    if (rekey.simulatedNetwork === null) return;
    await rekey.simulatedNetwork('off');
    await secrets.look.click();
    await expect(details.pane).toContainText('No network');
    await rekey.simulatedNetwork('on');
  });

  await test.step('a look tells the permanent one and the one that is about to end', async () => {
    await secrets.look.click();
    await expect(secrets.part('Current: it has no end date.')).toBeVisible();
    await expect(expiring).toContainText(/Ends in (1 d|\d+ h)/u);
    await expect(details.pane).not.toContainText('No network');
    await look(page, 'secrets-told');
  });

  await test.step('by keyboard alone: the choice is left, and nothing has changed', async () => {
    await expect(secrets.look).toBeFocused();
    await tabTo(page, secrets.extend, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await tabTo(page, secrets.newEnd('24 hours longer'));
    await page.keyboard.press('ArrowDown');
    await expect(secrets.newEnd('7 days longer')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(secrets.extendDialog).toHaveCount(0);
    await expect(secrets.extend).toBeFocused();
    await expect(expiring).toContainText(/Ends in (1 d|\d+ h)/u);
  });

  await test.step('by keyboard alone: a date that is none, then a week longer', async () => {
    await page.keyboard.press('Enter');
    await tabTo(page, secrets.newEnd('24 hours longer'));
    await look(page, 'secret-extend');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await expect(secrets.newEnd('Another date')).toBeFocused();
    const date = secrets.extendDialog.getByRole('textbox', { name: 'Date and time' });
    await tabTo(page, date);
    await page.keyboard.type('2026-02-30 09:00');
    await expect(date).toHaveAccessibleDescription(/Write it as 2026-12-01 09:00/u);
    await expect(secrets.extendDialog.getByRole('button', { name: 'Set this end' })).toBeDisabled();
    await look(page, 'secret-extend-date');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('ArrowUp');
    const confirm = secrets.extendDialog.getByRole('button', { name: '7 days longer' });
    await tabTo(page, confirm);
    await page.keyboard.press('Enter');
    await expect(secrets.extendDialog).toHaveCount(0);
    await expect(expiring).toContainText(/Ends in [78] d/u);
    await expect(secrets.extend).toBeFocused();
  });

  await test.step('a date that the provider does not take is refused in words', async () => {
    await secrets.extend.click();
    await secrets.newEnd('Another date').press('Space');
    await secrets.extendDialog.getByRole('textbox').fill('2099-01-01 09:00');
    await secrets.extendDialog.getByRole('button', { name: 'Set this end' }).click();
    await expect(secrets.extendDialog).toContainText('366 days from now');
    await look(page, 'secret-extend-refused');
    await page.keyboard.press('Escape');
  });

  await test.step('ended now, after the name was typed and the host was asked', async () => {
    const confirm = secrets.endDialog.getByRole('button', { name: 'End secret now' });
    await secrets.endNow.click();
    await expect(secrets.endDialog).toContainText('refused at once');
    await expect(confirm).toBeDisabled();
    await look(page, 'secret-end');
    await secrets.endDialog.getByRole('textbox').fill(KEY);
    await rekey.refusing('End secret now', () => confirm.click());
    await expect(confirm).toBeEnabled();
    await rekey.agreeing('End secret now', () => confirm.click());
    await expect(secrets.endDialog).toHaveCount(0);
    await expect(expiring).toHaveCount(0);
    await expect(secrets.endNow).toHaveCount(0);
  });
});
