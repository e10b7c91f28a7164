import {
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './host/e2e-test.ts';
import { HostProcess } from './host/host-process.ts';
import { connectDirectly } from './host/connect-directly.ts';
import { checkAccessibility, look } from './host/look.ts';
import { announced } from './screens/announced.ts';
import { CreateKey } from './screens/create-key.ts';
import { FirstStart } from './screens/first-start.ts';
import { KeyDetails } from './screens/key-details.ts';
import { KeyList } from './screens/key-list.ts';
import { RotationWizard } from './screens/rotation-wizard.ts';
import { Shell } from './screens/shell.ts';

/** The user id that owns nothing. */
const NOBODY = 65_534;

test.describe('without a keychain', () => {
  test.use({ keychain: 'none' });

  test('the app says why, works on the sandbox, and keeps nothing', async ({ page, rekey }) => {
    const shell = new Shell(page);
    const list = new KeyList(page);
    const details = new KeyDetails(page);
    const wizard = new RotationWizard(page);
    await expect(shell.notices).toContainText('This session only');
    await expect(shell.notices).toContainText('This session has no D-Bus');
    await look(page, 'session-only');

    await new FirstStart(page).trySandbox.click();
    await expect(list.subtitle).toHaveText(/^95 keys/u);
    // Both generations of PubNub have one of this name.
    await list.find('provider:pubnub-v1 orders-prod');
    await list.cell('orders-prod').click();
    await details.revealSecret.click();
    await expect(details.secretValue).toHaveText(/^sec-c-/u);

    await details.action('Rotate…').click();
    await wizard.addByHand('somewhere');
    await wizard.create.click();
    await wizard.confirmAll();
    await wizard.button('Retire the old keyset (final)…').click();
    await wizard.retireDialog.getByRole('textbox').fill('orders-prod');
    await rekey.agreeing('End old key for good', () =>
      wizard.retireDialog.getByRole('button', { name: 'Disable the old keyset for good' }).click(),
    );
    await expect(wizard.step('Receipt')).toBeVisible();

    expect(readdirSync(rekey.profileDir).filter((name) => name.endsWith('.db'))).toEqual([]);
    await rekey.end('stop');
    const again = await rekey.start();
    await expect(new FirstStart(again).heading).toBeVisible();
  });

  test('a real account can be read and revealed, but no secret is made that has no place', async ({
    page,
    sandbox,
  }) => {
    const list = await connectDirectly(page, sandbox.served);
    const details = new KeyDetails(page);
    const create = new CreateKey(page);
    await list.open('orders-dev');
    await details.revealSecret.click();
    await expect(details.secretValue).toHaveText(/^sec-c-/u);
    await details.action('Rotate…').click();
    await expect(page.getByText('a new secret would have no safe place')).toBeVisible();
    await expect(new RotationWizard(page).create).toBeDisabled();
    await page.goto(new URL('/#/keys/new', page.url()).href);
    await create.chooseApp('Orders');
    await expect(page.getByText('Rekey will not make a secret it cannot keep.')).toBeVisible();
    await create.name.fill('orders-new');
    await create.button('Choose settings').click();
    await create.button('Review').click();
    await create.button('Create keyset').click();
    await expect(
      announced(page.getByRole('main'), 'No place to keep the secret').last(),
    ).toBeVisible();
    expect(await sandbox.keysets()).toHaveLength(40);
  });
});

test.describe('a profile that cannot be used', () => {
  test.skip(({ isInElectron }) => isInElectron, 'it starts the browser host');

  test('is open elsewhere: the second start says so and ends', async ({ page, rekey, hostEnv }) => {
    await expect(new FirstStart(page).heading).toBeVisible();
    const { code, output } = await HostProcess.runToEnd({
      profileDir: rekey.profileDir,
      env: hostEnv,
    });
    expect(code).toBe(1);
    expect(output).toBe(
      `Rekey is already open with the profile ${rekey.profileDir}. Use that window, or give another --profile.\n`,
    );
  });

  test('was written by a newer Rekey: nothing is touched', async ({ page, rekey }) => {
    await new FirstStart(page).trySandbox.click();
    await expect(new KeyList(page).subtitle).toHaveText(/^95 keys/u);
    await rekey.end('stop');
    const profilePath = join(rekey.profileDir, 'profile.json');
    const profile = JSON.parse(readFileSync(profilePath, 'utf8')) as Record<string, unknown>;
    writeFileSync(profilePath, JSON.stringify({ ...profile, formatVersion: 99 }));
    const before = contentsOf(rekey.profileDir);
    const again = await rekey.start();
    await expect(new Shell(again).notices).toContainText('was written by a newer Rekey');
    await checkAccessibility(again);
    await rekey.end('stop');
    expect(contentsOf(rekey.profileDir)).toEqual(before);
  });

  test('cannot be written: it says so, and the sandbox works all the same', async ({
    page,
    hostEnv,
  }) => {
    const isRoot = process.getuid?.() === 0;
    const home = mkdtempSync(join(tmpdir(), 'rekey-read-only-'));
    const profileDir = join(home, 'profile');
    mkdirSync(profileDir, { mode: 0o500 });
    // Root is bound by no file mode, so somebody else starts the app then.
    if (isRoot) for (const dir of [home, profileDir]) chownSync(dir, NOBODY, NOBODY);
    const { host, address } = await HostProcess.start({
      profileDir,
      env: { ...hostEnv, HOME: home, XDG_RUNTIME_DIR: home },
      ...(isRoot ? { userId: NOBODY } : {}),
    });
    await page.goto(address);
    await expect(new Shell(page).notices).toContainText('can be read but not written');
    await new FirstStart(page).trySandbox.click();
    await expect(new KeyList(page).subtitle).toHaveText(/^95 keys/u);
    await page.goto('about:blank');
    await host.stop();
    expect(readdirSync(profileDir)).toEqual([]);
    rmSync(home, { recursive: true });
  });
});

/** Every file with its bytes, but the lock and the log. */
function contentsOf(dir: string): Record<string, string> {
  const files = readdirSync(dir, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.name.startsWith('profile.lock'),
  );
  return Object.fromEntries(
    files.map(({ name }) => [name, readFileSync(join(dir, name), 'base64')]),
  );
}
