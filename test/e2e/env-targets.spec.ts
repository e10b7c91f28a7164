import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectDirectly } from './host/connect-directly.ts';
import { CountedHand } from './host/counted-hand.ts';
import { expect, test } from './host/e2e-test.ts';
import { look } from './host/look.ts';
import type { SandboxServer } from './host/sandbox-server.ts';
import { KeyDetails } from './screens/key-details.ts';
import { openRotation, RotationWizard } from './screens/rotation-wizard.ts';

const retire = 'Retire the old keyset (final)…';
const MOST_CLICKS = 5;
const MOST_MS = 60_000;
/** As a provider has them: neither a new nor an ended key is known everywhere at once. */
const delays = { activationLagMs: 1_500, revocationLagMs: 3_000 };

/** The same variable as people write it; the text around the value is never to change. */
type EnvFile = readonly [name: string, before: string, after: string];
const files: readonly EnvFile[] = [
  ['plain.env', 'PORT=80\nPUBNUB_SECRET_KEY=', '\nDEBUG=\n'],
  ['single.env', "PUBNUB_SECRET_KEY='", "'\nNAME='two words'\n"],
  ['double.env', 'URL="http://localhost:${PORT}"\nPUBNUB_SECRET_KEY="', '"\n'],
  ['windows.env', '# written on Windows\r\nPUBNUB_SECRET_KEY=', '\r\nPORT=80\r\n'],
  ['windows-quoted.env', 'A=1\r\n\r\nPUBNUB_SECRET_KEY="', '" # the server\'s\r\n'],
  ['exported.env', '#!/bin/sh\nexport PUBNUB_SECRET_KEY="', '"\nexport PORT=80\n'],
  ['commented.env', '# PUBNUB_SECRET_KEY=none\nPUBNUB_SECRET_KEY=', ' # rotated by Rekey\n'],
  ['unfinished.env', 'B=2\n\n\nPUBNUB_SECRET_KEY=', ''],
  ['spaced.env', '  PUBNUB_SECRET_KEY = ', '  \n\n# end\n'],
  ['umlauts.env', '# Schlüssel für Ä\nGRÜSSE=nein\nPUBNUB_SECRET_KEY=', '\nLAST="x"\n'],
];
/** Windows line ends, quotes and a comment. */
const putBack: EnvFile = files[4]!;
const [putBackName] = putBack;

test('ten .env files get the new secret in five clicks and a minute, and nothing else in them', async ({
  page: firstPage,
  rekey,
  sandbox,
}) => {
  const paths = files.map(([name]) => join(rekey.filesDir, name));
  const firstSecret = (await sandbox.keyset(/^orders-webhooks$/u)).secretKey ?? '';
  for (const [name, before, after] of files)
    writeFileSync(join(rekey.filesDir, name), `${before}${firstSecret}${after}`);
  const list = await connectDirectly(firstPage, sandbox.served);

  await test.step('they are picked once, all together', async () => {
    const wizard = new RotationWizard(firstPage);
    await list.open('orders-webhooks');
    await new KeyDetails(firstPage).action('Rotate…').click();
    await rekey.pickingAll(paths, () => wizard.button('.env files…').click());
    await expect(wizard.place).toHaveValue('PUBNUB_SECRET_KEY');
    await wizard.button('Add 10 destinations').click();
    await expect(wizard.planned.getByRole('listitem')).toHaveCount(10);
    await firstPage.reload();
    await expect(wizard.planned.getByRole('listitem')).toHaveCount(0);
    await rekey.pickingAll(paths, () => wizard.button('.env files…').click());
    await wizard.button('Add 10 destinations').click();
    await look(firstPage, 'env-chosen');
    await wizard.create.click();
    await expect(wizard.step('Both keys work')).toBeVisible();
    expectAllToHold(rekey.filesDir, await newSecret(sandbox));
  });

  await test.step('one is put back and written again, through a power loss', async () => {
    const wizard = new RotationWizard(firstPage);
    await look(firstPage, 'env-overlap');
    await wizard.button(`Put back .env file: ${putBackName} · PUBNUB_SECRET_KEY`).click();
    await expect(wizard.destination(putBackName)).toContainText('put back');
    expect(holds(rekey.filesDir, putBack, firstSecret)).toBe(true);
    await rekey.end('kill');
  });

  const page = await rekey.start();
  const wizard = await openRotation(page);
  const details = new KeyDetails(page);

  await test.step('finished', async () => {
    await expect(wizard.destination(putBackName)).toContainText('put back');
    await wizard.button('Try this step again').click();
    await expect(wizard.step('Both keys work')).toBeVisible();
    expectAllToHold(rekey.filesDir, await newSecret(sandbox));
    const confirm = await wizard.typeToRetire(retire, 'orders-webhooks');
    await rekey.agreeing('End old key for good', () => confirm.click());
    await expect(wizard.step('Receipt')).toBeVisible({ timeout: 30_000 });
    await wizard.button('Open the new keyset').click();
  });

  await test.step('the second rotation, with the files of the first', async () => {
    const { name } = (await sandbox.keyset(/^orders-webhooks_rk/u)).properties;
    const hand = new CountedHand(rekey);
    await sandbox.tune(delays);
    await expect(details.heading(name)).toBeVisible();
    const startedAt = performance.now();
    await hand.click(details.action('Rotate…'));
    await expect(wizard.planned.getByRole('listitem')).toHaveCount(10);
    await hand.click(wizard.create);
    await expect(wizard.step('Both keys work')).toBeVisible({ timeout: 30_000 });
    await hand.click(wizard.button(retire));
    await hand.type(wizard.retireDialog.getByRole('textbox'), name);
    await hand.agree(
      'End old key for good',
      wizard.retireDialog.getByRole('button', { name: /for good$/u }),
    );
    await expect(wizard.step('Receipt')).toBeVisible({ timeout: 30_000 });
    const tookMs = performance.now() - startedAt;
    test
      .info()
      .annotations.push(
        { type: 'clicks', description: hand.clicks.join(' · ') },
        { type: 'seconds', description: (tookMs / 1_000).toFixed(1) },
      );
    expect(hand.clicks.length).toBeLessThanOrEqual(MOST_CLICKS);
    expect(tookMs).toBeLessThan(MOST_MS);
  });

  expectAllToHold(rekey.filesDir, await newSecret(sandbox));
});

const newSecret = async (sandbox: SandboxServer): Promise<string> =>
  (await sandbox.liveKeyset(/^orders-webhooks_rk/u)).secretKey ?? '';

/** Compared as bytes, and without a message that would quote them. */
const holds = (dir: string, [name, before, after]: EnvFile, secretValue: string): boolean =>
  readFileSync(join(dir, name)).equals(Buffer.from(`${before}${secretValue}${after}`));

function expectAllToHold(dir: string, secretValue: string): void {
  const others = files.filter((file) => !holds(dir, file, secretValue)).map(([name]) => name);
  expect(others).toEqual([]);
}
