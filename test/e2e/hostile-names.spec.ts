import { connectDirectly } from './host/connect-directly.ts';
import { expect, test } from './host/e2e-test.ts';
import { look } from './host/look.ts';
import { KeyDetails } from './screens/key-details.ts';

const names = {
  markup: '<img src=x onerror=alert(1)>',
  reversed: 'orders\u202egnitset',
  controls: 'a\u0000b\u0007c\u001b[31md\r\ne',
  long: 'n'.repeat(10_000),
};

test('hostile names are text: in the list, the details, dialogs, the palette and the wizard', async ({
  page,
  sandbox,
}) => {
  const list = await connectDirectly(page, sandbox.served);
  const details = new KeyDetails(page);
  const keysets = (await sandbox.keysets()).filter(({ status }) => status === 1);
  for (const [index, name] of Object.values(names).entries()) {
    await sandbox.renameKeyset(keysets[index]?.id ?? 0, name);
  }
  await list.sync();

  const shown = [
    ['onerror', names.markup],
    ['gnitset', 'orders⟨U+202E⟩gnitset'],
    ['[31md', 'a⟨U+0000⟩b⟨U+0007⟩c⟨U+001B⟩[31md⟨U+000D⟩⟨U+000A⟩e'],
    ['nnnnnnnnnn', `${'n'.repeat(120)}…`],
  ] as const;
  for (const [query, text] of shown) {
    await list.find(query);
    await expect(list.cell(text)).toBeVisible();
    await list.cell(text).click();
    await expect(details.heading(text)).toBeVisible();
    expect(await isOverflowing()).toBe(false);
    await details.action('Edit…').click();
    await expect(page.getByRole('heading', { level: 1, name: /^Edit / })).toBeVisible();
    expect(await isOverflowing()).toBe(false);
    await page.goBack();
    await details.action('Disable (final)…').click();
    await expect(page.getByRole('alertdialog')).toBeVisible();
    expect(await isOverflowing()).toBe(false);
    await page.keyboard.press('Escape');
    await details.action('Rotate…').click();
    await expect(page.getByRole('heading', { level: 1, name: /^Rotate / })).toBeVisible();
    expect(await isOverflowing()).toBe(false);
    await page.goBack();
    await page.keyboard.press('ControlOrMeta+K');
    await page.keyboard.type(query);
    await expect(page.getByRole('menuitem').first()).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  }
  await list.find('is:attention');
  expect(await outgrownRows()).toEqual([]);
  await look(page, 'hostile-names');
  await expect(page.getByRole('main').getByRole('img')).toHaveCount(0);

  /** Whether anything is wider than the window. */
  function isOverflowing(): Promise<boolean> {
    return page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    );
  }

  /** Rows whose text is higher than they are. */
  function outgrownRows(): Promise<string[]> {
    return list.grid
      .getByRole('gridcell')
      .evaluateAll((cells) =>
        cells
          .filter((cell) => cell.scrollHeight > (cell.parentElement?.clientHeight ?? 0))
          .map(({ textContent }) => textContent.slice(0, 20)),
      );
  }
});
