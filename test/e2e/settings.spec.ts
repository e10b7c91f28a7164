import { expect, test } from './host/e2e-test.ts';
import { look } from './host/look.ts';
import { FirstStart } from './screens/first-start.ts';
import { SettingsScreen } from './screens/settings-screen.ts';
import { Shell } from './screens/shell.ts';

test('settings are saved as they are changed and outlive a restart', async ({ page, rekey }) => {
  const shell = new Shell(page);
  const settings = new SettingsScreen(page);
  const background = (): Promise<string> =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await expect(new FirstStart(page).heading).toBeVisible();
  const light = await background();
  await shell.goTo('Settings');
  await expect(settings.fact(/keychain/iu).first()).toBeVisible();
  await look(page, 'settings');

  await settings.theme('Dark').press('Space');
  await expect(settings.saved).toBeVisible();
  await expect.poll(background).not.toBe(light);

  await settings.revealSeconds.fill('0');
  await settings.revealSeconds.press('Enter');
  await expect(settings.revealSeconds).toHaveAccessibleDescription(/\d+ to \d+ seconds/u);
  await settings.revealSeconds.fill('5');
  await settings.revealSeconds.press('Enter');
  await expect(settings.saved).toHaveCount(2);

  await rekey.end('stop');
  const again = await rekey.start();
  await new Shell(again).goTo('Settings');
  const settingsAgain = new SettingsScreen(again);
  await expect(settingsAgain.theme('Dark')).toBeChecked();
  await expect(settingsAgain.revealSeconds).toHaveValue('5');
  await settingsAgain.theme('Light').press('Space');
  await expect.poll(background).toBe(light);
});
