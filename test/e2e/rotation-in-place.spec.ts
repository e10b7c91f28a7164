import type { Page } from '@playwright/test';
import { z } from 'zod';
import {
  serveSandbox,
  type SandboxAccount,
  type ServedSandbox,
} from '../../electron/sandbox/serve.ts';
import { signInDirectly } from './host/connect-directly.ts';
import { expect, test as base } from './host/e2e-test.ts';
import { look } from './host/look.ts';
import { grantAt } from './host/pubnub-consumer.ts';
import { KeyDetails } from './screens/key-details.ts';
import type { KeyList } from './screens/key-list.ts';
import { openRotation, RotationWizard } from './screens/rotation-wizard.ts';

const providerId = 'pubnub-v2';
const handOver = 'Hand the new secret over';
const bothWork = 'Both secrets work';

/** On loopback, so that PubNub's own SDK reaches its data plane. */
const test = base.extend<{ served: ServedSandbox }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright wants a destructured first argument
  served: async ({}, use) => {
    const served = await serveSandbox();
    // Only an old secret that can be read can be tried after its end.
    served.providers.get(providerId)?.instance.tune({ listShowsSecrets: 'full' });
    await use(served);
    await served.close();
  },
});

test('a secret is replaced with a day of overlap, which is extended and then ended early', async ({
  page: firstPage,
  rekey,
  served,
}) => {
  const keyName = 'chat-bots';
  const before = keyset(served, keyName);
  const list = await connect(firstPage, served);

  await test.step('the plan explains the overlap, and a day is chosen', async () => {
    const wizard = new RotationWizard(firstPage);
    await list.open(keyName);
    await new KeyDetails(firstPage).action('Rotate…').click();
    await expect(wizard.choice(/old one goes on for a while \(recommended\)/u)).toBeChecked();
    await expect(wizard.choice('24 hours')).toBeChecked();
    await expect(wizard.says(/its identifiers do not change/u)).toBeVisible();
    await expect(wizard.says(/ends the old one 24 hours after the call/u)).toBeVisible();
    await look(firstPage, 'in-place-plan');
    await wizard.addByHand('the bots');
  });

  await test.step('the host asks before the secret is made; reloaded while it is handed over', async () => {
    const wizard = new RotationWizard(firstPage);
    await rekey.refusing('Make the new secret', () => wizard.button('Make the new secret').click());
    expect(keyset(served, keyName).secretKeys).toHaveLength(1);
    await rekey.agreeing('Make the new secret', () => wizard.button('Make the new secret').click());
    await expect(wizard.step(handOver)).toBeVisible();
    await expect(wizard.timer).toContainText(/The old secret ends in 23 h 5\d min/u);
    await firstPage.reload();
    await wizard.confirmAll();
  });

  const after = keyset(served, keyName);
  const { old, current } = secretsOf(before, after);

  await test.step('both sign; the time left is counted, and extended', async () => {
    const wizard = new RotationWizard(firstPage);
    await expect(wizard.step(bothWork)).toBeVisible();
    await expect(wizard.timer).toContainText(/23 h 5\d min/u);
    await look(firstPage, 'in-place-overlap');
    await expect(grant(served, before, old)).resolves.toMatch(/./u);
    await expect(grant(served, after, current)).resolves.toMatch(/./u);
    await wizard.button('Extend…').click();
    await expect(wizard.extendDialog.getByRole('radio', { name: '24 hours' })).toBeChecked();
    await wizard.extendDialog.getByRole('radio', { name: '7 days' }).press('Space');
    await look(firstPage, 'in-place-extend');
    await wizard.extendDialog.getByRole('button', { name: 'Extend', exact: true }).click();
    await expect(wizard.extendDialog).toHaveCount(0);
    await expect(wizard.timer).toContainText(/The old secret ends in 6 d 23 h/u);
    await rekey.end('kill');
  });

  await test.step('after the power is back it counts on, and the old secret is ended early', async () => {
    const wizard = await openRotation(await rekey.start());
    await expect(wizard.timer).toContainText(/The old secret ends in 6 d 23 h/u);
    const confirm = await wizard.typeToRetire('End it now (final)…', keyName);
    await rekey.refusing('End old secret for good', () => confirm.click());
    await expect(grant(served, before, old)).resolves.toMatch(/./u);
    await rekey.agreeing('End old secret for good', () => confirm.click());
    await expect(wizard.step('Receipt')).toBeVisible();
    await expect(wizard.fact('New secret works')).toContainText('checked by request');
    await expect(wizard.fact('Old secret dead')).toContainText('checked by request (answer 403)');
  });

  await look(firstPage, 'in-place-receipt');
  await expect(grant(served, after, current)).resolves.toMatch(/./u);
  await expect(grant(served, before, old)).rejects.toThrow();
});

test('a secret is replaced at once when the gap is accepted', async ({
  page: firstPage,
  rekey,
  served,
}) => {
  const keyName = 'orders-staging';
  const before = keyset(served, keyName);
  const list = await connect(firstPage, served);

  await test.step('it is never what is offered first, and says what it costs', async () => {
    const wizard = new RotationWizard(firstPage);
    const start = wizard.button('Replace the secret now');
    await list.open(keyName);
    await new KeyDetails(firstPage).action('Rotate…').click();
    await wizard.addByHand('the staging server');
    await wizard.choose(/the old one ends at once/u);
    await expect(wizard.says(/It costs a gap/u)).toBeVisible();
    await expect(wizard.says(/the old one ends with the same call/u)).toBeVisible();
    await expect(start).toBeDisabled();
    await wizard.confirm(/^I accept that nothing works/u);
    await look(firstPage, 'in-place-immediate');
    await rekey.agreeing('Replace the secret now', () => start.click());
  });

  await test.step('the old secret is refused before the new one is handed over', async () => {
    const wizard = new RotationWizard(firstPage);
    await expect(wizard.step(handOver)).toBeVisible();
    await expect(wizard.says(/nothing works until it has the new secret/u)).toBeVisible();
    const { old, current } = secretsOf(before, keyset(served, keyName));
    await expect(grant(served, before, old)).rejects.toThrow();
    await expect(grant(served, before, current)).resolves.toMatch(/./u);
    await firstPage.reload();
    await expect(wizard.step(handOver)).toBeVisible();
    await rekey.end('kill');
  });

  await test.step('after the power is back it is handed over and proved dead', async () => {
    const wizard = await openRotation(await rekey.start());
    await wizard.confirmAll();
    await expect(wizard.step('Receipt')).toBeVisible();
    await expect(wizard.fact('How')).toContainText('the old one ends at once');
    await expect(wizard.fact('Old secret dead')).toContainText('checked by request (answer 403)');
  });
});

function connect(page: Page, served: ServedSandbox): Promise<KeyList> {
  const { baseUrl, dataPlaneUrl, ...fields } = accountOf(served);
  return signInDirectly(page, { providerId, label: 'Work', baseUrl, dataPlaneUrl, fields }, 19);
}

function accountOf({ accounts }: ServedSandbox): SandboxAccount {
  const account = accounts[providerId];
  if (account === undefined) throw new Error(`The sandbox has no ${providerId}`);
  return account;
}

const stateSchema = z.object({
  keysets: z.array(
    z.object({
      ...{ name: z.string(), publishKey: z.string(), subscribeKey: z.string() },
      secretKeys: z.array(z.object({ secretKey: z.string() })),
    }),
  ),
});
type Keyset = z.infer<typeof stateSchema>['keysets'][number];

/** As the provider has it at this moment. */
function keyset(served: ServedSandbox, name: string): Keyset {
  const { keysets } = stateSchema.parse(served.providers.get(providerId)?.instance.summary());
  const found = keysets.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no keyset ${name}`);
  return structuredClone(found);
}

interface Secrets {
  readonly old: string;
  readonly current: string;
}

function secretsOf(before: Keyset, after: Keyset): Secrets {
  const old = before.secretKeys[0]?.secretKey ?? '';
  const current = after.secretKeys.find(({ secretKey }) => secretKey !== old)?.secretKey ?? '';
  return { old, current };
}

const grant = (
  served: ServedSandbox,
  { publishKey, subscribeKey }: Keyset,
  secretKey: string,
): Promise<string> =>
  grantAt(accountOf(served).dataPlaneUrl, { publishKey, subscribeKey, secretKey });
