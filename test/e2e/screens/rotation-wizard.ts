import { expect, type Locator, type Page } from '@playwright/test';
import { Shell } from './shell.ts';

/** From the plan to the receipt. */
export class RotationWizard {
  readonly steps: Locator;
  readonly create: Locator;
  readonly planned: Locator;
  readonly destinations: Locator;
  /** A countdown to the end of the old secret, or the time since an exposed key is being replaced. */
  readonly timer: Locator;
  readonly extendDialog: Locator;
  private readonly main: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.main = page.getByRole('main');
    this.steps = this.main.getByRole('navigation', { name: 'Steps of the rotation' });
    this.create = this.main.getByRole('button', { name: 'Create the new keyset' });
    this.planned = this.main.getByRole('list', { name: 'Chosen destinations' });
    this.destinations = this.main.getByRole('list', { name: 'Destinations' });
    this.timer = this.main.getByRole('timer');
    this.extendDialog = page.getByRole('dialog', { name: 'When does the old secret end?' });
  }

  heading(keyName: string): Locator {
    return this.page.getByRole('heading', { level: 1, name: `Rotate ${keyName}` });
  }

  /** The words of the step that it stands at. */
  step(title: string): Locator {
    return this.main.getByRole('heading', { level: 2, name: title });
  }

  button(name: string): Locator {
    return this.main.getByRole('button', { name, exact: true });
  }

  /** What the panel of the step says, or the plan. */
  says(text: string | RegExp): Locator {
    return this.main.getByText(text);
  }

  /** A fact of the receipt, by its term. */
  fact(term: string): Locator {
    return this.main
      .getByRole('term')
      .filter({ hasText: new RegExp(`^${term}$`, 'u') })
      .locator('xpath=following-sibling::*[1]');
  }

  /** A way to replace the key, or how long its old secret goes on. */
  choice(name: string | RegExp): Locator {
    return this.main.getByRole('radio', { name });
  }

  /** Radio buttons and checkboxes are drawn over their inputs, so a pointer cannot hit the input itself. */
  async choose(name: string | RegExp): Promise<void> {
    await this.choice(name).press('Space');
  }

  /** What only the person can know or accept. */
  async confirm(words: string | RegExp): Promise<void> {
    await this.main.getByRole('checkbox', { name: words }).press('Space');
  }

  async addCopy(): Promise<void> {
    await this.button('I will copy it').click();
  }

  async addByHand(where: string): Promise<void> {
    await this.main.getByRole('textbox', { name: 'Done by hand' }).fill(where);
    await this.button('Add').click();
  }

  /** The variable that all picked files have. */
  get place(): Locator {
    return this.main.getByRole('combobox', { name: /^Variable/u });
  }

  destination(name: string | RegExp): Locator {
    return this.destinations.getByRole('listitem').filter({ hasText: name });
  }

  /** Gives the person's word, with how they know. */
  async attest(note: string, button: string): Promise<void> {
    await this.main.getByRole('textbox', { name: 'How do you know?' }).fill(note);
    await this.button(button).click();
  }

  /** Confirms every destination that waits for the person. */
  async confirmAll(): Promise<void> {
    await expect(this.step('Hand the new secret over')).toBeVisible();
    const confirm = this.destinations.getByRole('button', { name: 'It has the new secret' });
    for (let left = await confirm.count(); left > 0; left -= 1) {
      await confirm.first().click();
      await expect(confirm).toHaveCount(left - 1);
    }
  }

  get retireDialog(): Locator {
    return this.page.getByRole('alertdialog');
  }

  /** Asks for the end of the old one and types the key's name; the button that ends it is the answer. */
  async typeToRetire(opener: string, keyName: string): Promise<Locator> {
    await this.button(opener).click();
    await this.retireDialog.getByRole('textbox').fill(keyName);
    return this.retireDialog.getByRole('button', { name: /for good$|^Go on to the console$/u });
  }
}

/** From the list to the one open rotation. */
export async function openRotation(page: Page): Promise<RotationWizard> {
  await new Shell(page).goTo(/^Rotations/u);
  await page.getByRole('main').getByRole('button', { name: 'Go on' }).click();
  return new RotationWizard(page);
}
