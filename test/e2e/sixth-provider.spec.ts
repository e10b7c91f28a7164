import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from './host/e2e-test.ts';
import { ConnectScreen } from './screens/connect-screen.ts';
import { FirstStart } from './screens/first-start.ts';
import { KeyDetails } from './screens/key-details.ts';
import { KeyList } from './screens/key-list.ts';

const rootDir = join(import.meta.dirname, '../..');
const registry = 'electron/providers/provider-registry.ts';

/** The source with one more folder and one more line, as docs/adding-a-provider.md says; the page is the built one. */
const test = base.extend<{ copyDir: string }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright wants a destructured first argument
  copyDir: async ({}, use) => {
    const dir = mkdtempSync(join(tmpdir(), 'rekey-sixth-'));
    for (const name of ['electron', 'shared', 'dist', 'package.json'])
      cpSync(join(rootDir, name), join(dir, name), { recursive: true });
    symlinkSync(join(rootDir, 'node_modules'), join(dir, 'node_modules'));
    const folder = join(dir, 'electron/providers/sixth');
    mkdirSync(folder);
    const module = readFileSync(join(import.meta.dirname, 'sixth-provider.ts'), 'utf8');
    writeFileSync(join(folder, 'index.ts'), module.replaceAll("'../../", "'../../../"));
    const source = readFileSync(join(dir, registry), 'utf8');
    const changed = source
      .replace(/^import /m, "import { createSixth } from './sixth/index.ts';\nimport ")
      .replace('modules.map(', '[...modules, createSixth()].map(');
    expect(changed).not.toBe(source);
    writeFileSync(join(dir, registry), changed);
    await use(dir);
    rmSync(dir, { recursive: true, force: true });
  },
  hostProgram: async ({ copyDir }, use) => {
    await use([join(copyDir, 'electron/browser-host/main.ts')]);
  },
});

test('a provider that is added under electron/providers appears without a change to the page', async ({
  page,
  isInElectron,
}) => {
  test.skip(isInElectron, 'the source is run as it is, in the browser host');
  await new FirstStart(page).connect.click();
  const connect = new ConnectScreen(page);
  await connect.choose('Sixth Sense');
  await expect(page.getByText('Use a passphrase that opens one floor only.')).toBeVisible();
  await connect.form.getByLabel('Passphrase of the house').fill('open-RKCANARY');
  await connect.connect.click();

  const list = new KeyList(page);
  await expect(list.cell('front door')).toBeVisible();
  await list.cell('front door').click();
  const details = new KeyDetails(page);
  await expect(details.heading('front door')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Rotate…' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /\(final\)…$/u })).toHaveCount(0);
});
