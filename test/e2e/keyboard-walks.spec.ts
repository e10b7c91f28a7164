import { connectInProcess } from './host/connect-directly.ts';
import { expect, test } from './host/e2e-test.ts';
import { tabTo } from './host/tab-to.ts';
import { expectFocusShown, expectNoTrap, expectRoundIn, press } from './host/walk.ts';
import { announced } from './screens/announced.ts';
import { ByHandScreens } from './screens/by-hand-screens.ts';
import { CreateKey } from './screens/create-key.ts';
import { DueListPart } from './screens/due-list.ts';
import { KeyDetails } from './screens/key-details.ts';
import { TokenRevocationDialog } from './screens/secret-actions.ts';
import { Shell } from './screens/shell.ts';

test('an Ably key is created, given a rule, and its tokens are left alone, without a pointer', async ({
  page,
}) => {
  const list = await connectInProcess(page, 'ably', 20);
  const create = new CreateKey(page);
  const details = new KeyDetails(page);
  const tokens = new TokenRevocationDialog(page);
  const outside = new Shell(page).link('All keys');
  const main = page.getByRole('main');

  await test.step('the wizard is entered, walked round and left', async () => {
    await press(page, page.getByRole('button', { name: 'Create a key…' }), 'Enter');
    await expect(create.app).toBeVisible();
    await expectNoTrap(page, main, outside);
    await page.keyboard.press('Escape');
    await expect(list.heading).toBeVisible();
  });

  await test.step('from the place to the key that exists', async () => {
    await press(page, page.getByRole('button', { name: 'Create a key…' }), 'Enter');
    await press(page, create.app, 'Enter');
    await page.keyboard.type('Chat');
    await page.keyboard.press('Enter');
    await expect(create.app).toContainText('Chat');
    await press(page, create.suggestion('server_prod'), 'Enter');
    await expect(create.name).toHaveValue('server_prod');
    await press(page, create.button('Choose settings'), 'Enter');
    await expect(create.button('Review')).toBeVisible();
    await expectNoTrap(page, main, outside);
    await tabTo(page, main.getByRole('radio').first());
    await expectFocusShown(page);
    for (let moves = 0; moves < 10; moves += 1) {
      if (await main.getByRole('radio', { name: 'Browser, subscribe only' }).isChecked()) break;
      await page.keyboard.press('ArrowDown');
    }
    await tabTo(page, main.getByRole('textbox', { name: 'Another resource' }));
    await expectFocusShown(page);
    await page.keyboard.type('chat:*');
    await press(page, create.button('Add resource'), 'Enter');
    // It opens with the focus and hides the rest of the page until Tab leaves it.
    await press(page, main.getByRole('combobox', { name: 'Or pick a queue or namespace' }), 'Tab');
    await press(page, create.button('Review'), 'Enter');
    await expectNoTrap(page, main, outside);
    await press(page, create.button('Create API key'), 'Enter');
    await expect(announced(main, 'The key exists')).toContainText('server_prod');
    await press(page, create.button('Open the key'), 'Enter');
    await expect(details.heading('server_prod')).toBeVisible();
  });

  await test.step('the rule for its rotation', async () => {
    await tabTo(page, details.pane.getByRole('tab', { name: 'Scope' }));
    await expectFocusShown(page);
    await page.keyboard.press('End');
    const rotation = details.pane.getByRole('region', { name: 'Rotation' });
    await press(page, rotation.getByRole('button', { name: /Rotate this key/u }), 'Enter');
    await page.keyboard.type('after');
    await page.keyboard.press('Enter');
    await tabTo(page, rotation.getByRole('textbox', { name: 'Days after the last rotation' }));
    await expectFocusShown(page);
    await page.keyboard.type('45');
    await press(page, rotation.getByRole('button', { name: 'Save rotation policy' }), 'Enter');
    await expect(rotation).toContainText(/every 45 days|after 45 days/u);
    await expectNoTrap(page, details.pane, outside);
  });

  await test.step('the dialog for its tokens gives the focus back', async () => {
    await list.open('chat token server');
    const opener = details.action('Revoke tokens…');
    await press(page, opener, 'Enter');
    await expect(tokens.dialog).toBeVisible();
    await expectRoundIn(page, tokens.dialog);
    await press(page, tokens.dialog.getByRole('button', { name: 'Keep tokens' }), 'Enter');
    await expect(tokens.dialog).toHaveCount(0);
    await expect(opener).toBeFocused();
    await expectFocusShown(page);
  });
});

test.describe('with the simulated accounts', () => {
  test.use({ hostArguments: ['--sandbox'] });
  test.skip(({ isInElectron }) => isInElectron, 'the argument is the browser host’s');

  test('a snooze is left and a key is added by hand, without a pointer', async ({ page }) => {
    const shell = new Shell(page);
    const due = new DueListPart(page);
    const byHand = new ByHandScreens(page);
    const outside = shell.link('All keys');

    await test.step('the snooze gives the focus back', async () => {
      await press(page, shell.link(/^Attention/u), 'Enter');
      const opener = due.region.getByRole('button', { name: /^Snooze… / }).first();
      await press(page, opener, 'Enter');
      await expect(due.reason).toBeFocused();
      await page.keyboard.type('Later');
      await expectRoundIn(page, due.dialog);
      await page.keyboard.press('Escape');
      await expect(due.dialog).toHaveCount(0);
      await expect(opener).toBeFocused();
      await expectFocusShown(page);
    });

    await test.step('a key by hand, from its account to the list', async () => {
      await press(page, shell.link(/ABetterChoice sandbox$/u), 'Enter');
      await press(page, byHand.button('Add a key by hand…'), 'Enter');
      await expect(byHand.name).toBeFocused();
      await expectNoTrap(page, byHand.steps, outside);
      await press(page, byHand.suggestion('http_batch'), 'Enter');
      await press(page, byHand.button('Go on to the console'), 'Enter');
      await press(page, byHand.steps.getByRole('checkbox', { name: /^I created/u }), 'Space');
      await expectNoTrap(page, byHand.steps, outside);
      await press(page, byHand.button('Bring the token'), 'Enter');
      await expect(byHand.token).toBeVisible();
      await expectNoTrap(page, byHand.steps, outside);
      await press(page, byHand.button('Add it without the token'), 'Enter');
      await expect(announced(byHand.steps, 'The key is on the list')).toBeVisible();
      await press(page, byHand.button('Open the key'), 'Enter');
      await expect(new KeyDetails(page).heading('http_batch')).toBeVisible();
    });
  });
});
