import { connectDirectly } from './host/connect-directly.ts';
import { expect, test } from './host/e2e-test.ts';
import { checkAccessibility, look } from './host/look.ts';
import { KeyDetails } from './screens/key-details.ts';
import { VaultScreen } from './screens/vault-screen.ts';

const firstSecret = 'RKCANARY-first-value';
const secondSecret = 'RKCANARY-second-value';

test('a vault secret is created, shown, replaced, copied to another key and deleted', async ({
  page,
  rekey,
  sandbox,
}) => {
  const list = await connectDirectly(page, sandbox.served);
  const vault = new VaultScreen(page);
  const main = page.getByRole('main');
  const valueAt = async (key: RegExp, name: string): Promise<string | undefined> =>
    (await sandbox.keyset(key)).vaultSecrets.find((secret) => secret.name === name)?.secretValue;
  await list.open('orders-staging');
  await new KeyDetails(page).action('Vault').click();
  await expect(vault.heading).toBeVisible();
  await expect(vault.entry('stripe_api_key')).toContainText('value not held');

  await test.step('create refuses a name that exists', async () => {
    await vault.create.click();
    await vault.name.fill('stripe_api_key');
    await vault.value.fill(firstSecret);
    await expect(vault.name).toHaveAccessibleDescription(/This name exists already/u);
  });

  await test.step('create', async () => {
    await vault.name.fill('mail_api_key');
    await checkAccessibility(page);
    await vault.submit('Create secret').click();
    await expect(vault.entry('mail_api_key')).toContainText('value held in the keychain');
    expect(await valueAt(/^orders-staging$/u, 'mail_api_key')).toBe(firstSecret);
    await look(page, 'vault');
  });

  await test.step('reveal and copy', async () => {
    await vault.reveal('mail_api_key');
    await expect(vault.revealed('mail_api_key')).toHaveText(firstSecret);
    await vault.entry('mail_api_key').getByRole('button', { name: /^Hide/u }).click();
    await vault
      .entry('mail_api_key')
      .getByRole('button', { name: /^Copy the value/u })
      .click();
    await expect.poll(() => rekey.clipboard()).toBe(firstSecret);
  });

  await test.step('replace', async () => {
    await vault
      .entry('mail_api_key')
      .getByRole('button', { name: 'Replace the value of mail_api_key…' })
      .click();
    await vault.value.fill(secondSecret);
    await vault.submit('Replace value').click();
    await expect(main.getByText('has its new value')).toBeVisible();
    expect(await valueAt(/^orders-staging$/u, 'mail_api_key')).toBe(secondSecret);
  });

  await test.step('copy to another key', async () => {
    await vault.more('mail_api_key', 'Copy to another');
    await vault.chooseTarget('orders-dev');
    await checkAccessibility(page);
    await vault.submit('Create it there').click();
    await expect(main.getByText('was created in the vault of orders-dev')).toBeVisible();
    expect(await valueAt(/^orders-dev$/u, 'mail_api_key')).toBe(secondSecret);
  });

  await test.step('delete', async () => {
    await vault.more('mail_api_key', 'Delete…');
    await vault.deleteDialog.getByRole('textbox').fill('mail_api_key');
    await checkAccessibility(page);
    await rekey.agreeing('Delete vault secret', () =>
      vault.deleteDialog.getByRole('button', { name: 'Delete secret' }).click(),
    );
    await expect(vault.entry('mail_api_key')).toHaveCount(0);
    expect(await valueAt(/^orders-staging$/u, 'mail_api_key')).toBeUndefined();
  });
});
