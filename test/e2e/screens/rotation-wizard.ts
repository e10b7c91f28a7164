import { expect, type Locator, type Page } from '@playwright/test';

/** From the plan to the receipt. */
export class RotationWizard {
  readonly steps: Locator;
  readonly create: Locator;
  readonly planned: Locator;
  readonly destinations: Locator;
  private readonly main: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.main = page.getByRole('main');
    this.steps = this.main.getByRole('navigation', { name: 'Steps of the rotation' });
    this.create = this.main.getByRole('button', { name: 'Create the new keyset' });
    this.planned = this.main.getByRole('list', { name: 'Chosen destinations' });
    this.destinations = this.main.getByRole('list', { name: 'Destinations' });
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

  async addCopy(): Promise<void> {
    await this.button('I will copy it').click();
  }

  async addByHand(where: string): Promise<void> {
    await this.main.getByRole('textbox', { name: 'Done by hand' }).fill(where);
    await this.button('Add').click();
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
}
