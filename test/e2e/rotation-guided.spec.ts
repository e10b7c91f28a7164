import type { Page } from '@playwright/test';
import { expect, test } from './host/e2e-test.ts';
import { look } from './host/look.ts';
import type { RekeyApp } from './host/rekey-app.ts';
import { announced } from './screens/announced.ts';
import { ByHandScreens } from './screens/by-hand-screens.ts';
import { KeyDetails } from './screens/key-details.ts';
import { openRotation, RotationWizard } from './screens/rotation-wizard.ts';
import { Shell } from './screens/shell.ts';

test.use({ hostArguments: ['--sandbox'] });
test.skip(({ isInElectron }) => isInElectron, 'the argument is the browser host’s');

const createStep = 'Create the new API key in the console';
const begin = 'Begin in the console';
const checkOnce = 'Check with one request';
const retire = 'Retire the old API key (final)…';
const hasEnded = 'The old key has ended';

test('a key is replaced in the console step by step, and checked with consent', async ({
  page: firstPage,
  rekey,
}) => {
  await test.step('a key with its token', async () => {
    await new Shell(firstPage).goTo(/ABetterChoice sandbox$/u);
    const byHand = new ByHandScreens(firstPage);
    await byHand.showConsole();
    await byHand.createInConsole('edge_prod');
    await bringKey(firstPage, 'edge_prod', await tokenAfter(rekey, ''));
  });

  await test.step('created in the console, reloaded, its token brought', async () => {
    const wizard = new RotationWizard(firstPage);
    const byHand = new ByHandScreens(firstPage);
    const oldTokenSecret = await rekey.clipboard();
    await new KeyDetails(firstPage).action('Rotate…').click();
    await expect(wizard.says(/You create a new API key in the console/u)).toBeVisible();
    await wizard.addByHand('the edge workers');
    await wizard.button(begin).click();
    await expect(wizard.step(createStep)).toBeVisible();
    await byHand.showConsole();
    await byHand.createInConsole('edge_prod_2');
    await look(firstPage, 'guided-create');
    await firstPage.reload();
    await expect(newName(firstPage)).toHaveValue('edge_prod_2');
    await byHand.token.fill(await tokenAfter(rekey, oldTokenSecret));
    await wizard.button('Keep it and go on').click();
    await expect(wizard.step('Does the new key work?')).toBeVisible();
    await look(firstPage, 'guided-check');
    await wizard.button(checkOnce).click();
    await wizard.confirmAll();
    await expect(wizard.step('Both keys work')).toBeVisible();
  });

  await test.step('the typed name leads to the console; killed there', async () => {
    const wizard = new RotationWizard(firstPage);
    const confirm = await wizard.typeToRetire(retire, 'edge_prod');
    await expect(confirm).toHaveText('Go on to the console');
    await agreeToRetire(rekey, confirm);
    await expect(wizard.step('End the old API key in the console')).toBeVisible();
    await rekey.end('kill');
  });

  await test.step('deactivated there, stated here, and refused', async () => {
    const page = await rekey.start();
    const wizard = await openRotation(page);
    const byHand = new ByHandScreens(page);
    await byHand.showConsole();
    await byHand.console.getByRole('button', { name: 'Deactivate edge_prod', exact: true }).click();
    await expect(wizard.button(hasEnded)).toBeDisabled();
    await wizard.confirm(/logs show/u);
    await wizard.confirm(/deactivated in the console/u);
    await wizard.confirm(/archived/u);
    await look(page, 'guided-end');
    await wizard.button(hasEnded).click();
    await expect(wizard.step('Is the old key refused?')).toBeVisible();
    await wizard.button(checkOnce).click();
    await expect(wizard.step('Receipt')).toBeVisible();
    await expect(wizard.fact('Old key dead')).toContainText('checked by request');
    await expect(wizard.fact('You said')).toContainText('The old key is deactivated');
  });
});

test('the default key has no step in the console, and its end is asked of support', async ({
  page,
  rekey,
}) => {
  const wizard = new RotationWizard(page);
  const byHand = new ByHandScreens(page);
  await new Shell(page).goTo(/ABetterChoice sandbox$/u);
  await byHand.showConsole();
  const name = /4242_default_\d+/u.exec(await byHand.console.innerText())?.[0] ?? '';
  await byHand.console.getByRole('button', { name: `Copy the token of ${name}` }).click();
  const oldTokenSecret = await tokenAfter(rekey, '');
  await bringKey(page, name, oldTokenSecret);
  await new KeyDetails(page).action('Rotate…').click();
  await wizard.addByHand('the website');
  await wizard.button(begin).click();
  await byHand.showConsole();
  const newKey = await newName(page).inputValue();
  await byHand.createInConsole(newKey);
  await byHand.token.fill(await tokenAfter(rekey, oldTokenSecret));
  await wizard.button('Keep it and go on').click();
  await wizard.button(checkOnce).click();
  await wizard.confirmAll();
  await agreeToRetire(rekey, await wizard.typeToRetire(retire, name));

  await expect(wizard.step('Ask support to end the old API key')).toBeVisible();
  await expect(byHand.field('Message')).toHaveValue(new RegExp(`the default key ${name}`, 'u'));
  await expect(byHand.field('Message')).not.toHaveValue(/leaked/u);
  await byHand.button('Copy subject and message').click();
  await expect.poll(() => rekey.clipboard()).toContain('Please rotate the default token');
  await expect(wizard.says(/Click Deactivate/u)).toHaveCount(0);
  await expect(byHand.button('Show the simulated console')).toHaveCount(0);
  await look(page, 'guided-support');
  await wizard.confirm(/^Support has confirmed/u);
  await expect(wizard.button(hasEnded)).toBeEnabled();
});

const newName = (page: Page) => page.getByRole('textbox', { name: /^Name of the new key/u });

/** What the console has copied, once it is no longer what was copied before. */
async function tokenAfter(rekey: RekeyApp, beforeSecret: string): Promise<string> {
  await expect.poll(async () => (await rekey.clipboard()) !== beforeSecret).toBe(true);
  return rekey.clipboard();
}

/** The key with its token, from the account's page to its details. */
async function bringKey(page: Page, name: string, tokenSecret: string): Promise<void> {
  const byHand = new ByHandScreens(page);
  await byHand.button('Add a key by hand…').click();
  await byHand.goToToken(name);
  await byHand.token.fill(tokenSecret);
  await byHand.button('Add this key').click();
  await expect(announced(byHand.steps, 'The key is on the list')).toBeVisible();
  await byHand.button('Open the key').click();
  await expect(new KeyDetails(page).heading(name)).toBeVisible();
}

const agreeToRetire = (rekey: RekeyApp, confirm: { click(): Promise<void> }): Promise<void> =>
  rekey.agreeing('Go on to its end', () => confirm.click());
