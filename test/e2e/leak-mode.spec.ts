import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectDirectly, connectInProcess } from './host/connect-directly.ts';
import { CountedHand } from './host/counted-hand.ts';
import { expect, test } from './host/e2e-test.ts';
import { look } from './host/look.ts';
import { ActivityScreen } from './screens/activity-screen.ts';
import { KeyDetails } from './screens/key-details.ts';
import { openRotation, RotationWizard } from './screens/rotation-wizard.ts';
import { Shell } from './screens/shell.ts';

const isDead = 'The exposed one is dead';
const MOST_ACTIONS = 5;

test('an exposed key is dead after five actions, and then its consumers get the new one', async ({
  page,
  rekey,
  sandbox,
}) => {
  const wizard = new RotationWizard(page);
  const details = new KeyDetails(page);
  const envPaths = ['orders.env', 'worker.env'].map((name) => join(rekey.filesDir, name));
  for (const path of envPaths) writeFileSync(path, 'PUBNUB_SECRET_KEY=\n');
  const list = await connectDirectly(page, sandbox.served);

  await test.step('a planned rotation, whose destinations are remembered', async () => {
    await list.open('orders-webhooks');
    await details.action('Rotate…').click();
    await rekey.pickingAll(envPaths, () => wizard.button('.env files…').click());
    await wizard.button('Add 2 destinations').click();
    await wizard.addByHand('Heroku config of orders');
    await wizard.create.click();
    await wizard.confirmAll();
    const confirm = await wizard.typeToRetire('Retire the old keyset (final)…', 'orders-webhooks');
    await rekey.agreeing('End old key for good', () => confirm.click());
    await expect(wizard.step('Receipt')).toBeVisible();
    await wizard.button('Open the new keyset').click();
  });

  const exposed = await sandbox.liveKeyset(/^orders-webhooks_rk/u);
  const { name: exposedName } = exposed.properties;
  const hand = new CountedHand(rekey);

  await test.step('the drill: from the details of the key to its death', async () => {
    await expect(details.heading(exposedName)).toBeVisible();
    await hand.click(details.action('This key is exposed…'));
    await expect(wizard.planned).toContainText('Heroku config of orders (as last time)');
    await look(page, 'leak-plan');
    await hand.click(wizard.create);
    await expect(wizard.step('End the exposed keyset now')).toBeVisible();
    await expect(wizard.timer).toContainText(/Started \d+ s ago/u);
    await look(page, 'leak-cut');
    // Nobody got the new secret yet.
    expect(envPaths.map(valueIn)).toEqual([exposed.secretKey, exposed.secretKey]);
    await hand.type(page.getByRole('textbox', { name: /^Type .* to confirm$/u }), exposedName);
    await hand.agree('End old key for good', wizard.button('Disable the exposed keyset for good'));
    await expect(wizard.says(isDead)).toBeVisible();
    const actions = [...hand.clicks, `type ${hand.typed.join()}`];
    test.info().annotations.push({ type: 'actions', description: actions.join(' · ') });
    expect(hand.clicks.length + hand.typed.length).toBeLessThanOrEqual(MOST_ACTIONS);
  });

  await test.step('the evidence stands above the hand-over', async () => {
    await expect(wizard.step('Hand the new secret over')).toBeVisible();
    await expect(wizard.says(/After .*checked by request \(answer 4\d\d\)/u)).toBeVisible();
    await expect(wizard.says(/does not work now/u)).toBeVisible();
    const { secretKey } = await sandbox.liveKeyset(/^orders-webhooks_rk/u);
    expect(secretKey).not.toBe(exposed.secretKey);
    await expect.poll(() => envPaths.map(valueIn)).toEqual([secretKey, secretKey]);
    await look(page, 'leak-dead');
    await wizard.confirmAll();
    await expect(wizard.step('Receipt')).toBeVisible();
    await expect(wizard.fact('Why')).toContainText('the old one was ended first');
  });

  await test.step('the record has the end before the hand-over', async () => {
    const activity = new ActivityScreen(page);
    await new Shell(page).goTo('Activity');
    await activity.search.fill(exposedName);
    await expect(activity.entry('Completed the rotation')).toHaveCount(1);
    // The newest stands first.
    const steps = (await activity.entry(exposedName).allInnerTexts()).flatMap(
      (text) => /ending the old key|proving the old key dead|handing out/u.exec(text) ?? [],
    );
    expect(steps).toEqual(['handing out', 'proving the old key dead', 'ending the old key']);
  });
});

test('an exposed key is replaced through a reload and a power loss', async ({
  page: firstPage,
  rekey,
}) => {
  const list = await connectInProcess(firstPage, 'ably', 20);

  await test.step('reloaded before the end, killed while it is handed over', async () => {
    const wizard = new RotationWizard(firstPage);
    await list.open('ingest');
    await new KeyDetails(firstPage).action('This key is exposed…').click();
    await expect(wizard.planned).toContainText('Copied by you, where it is needed');
    await wizard.button('Create the new API key').click();
    await expect(wizard.step('End the exposed API key now')).toBeVisible();
    await firstPage.reload();
    await firstPage.getByRole('textbox', { name: 'Type ingest to confirm' }).fill('ingest');
    await rekey.agreeing('End old key for good', () =>
      wizard.button('Revoke the exposed API key for good').click(),
    );
    await expect(wizard.says(isDead)).toBeVisible();
    await rekey.end('kill');
  });

  await test.step('the proof is still there after the power is back', async () => {
    const wizard = await openRotation(await rekey.start());
    await expect(wizard.says(isDead)).toBeVisible();
    await wizard.confirmAll();
    await expect(wizard.step('Receipt')).toBeVisible();
    await expect(wizard.fact('Old key dead')).toContainText('checked by request');
  });
});

const valueIn = (path: string): string =>
  /^PUBNUB_SECRET_KEY=(.*)$/mu.exec(readFileSync(path, 'utf8'))?.[1] ?? '';
