import type { Locator, Page } from '@playwright/test';

/** Whom an ActivitySmith key may reach. */
export class ChannelEditor {
  readonly channels: Locator;
  readonly outcomes: Locator;
  readonly tryChannels: Locator;
  private readonly page: Page;
  private readonly main: Locator;

  constructor(page: Page) {
    this.page = page;
    this.main = page.getByRole('main');
    this.channels = this.main.getByRole('list', { name: 'Channels of this key' });
    const panel = this.main.getByRole('region', { name: 'Whom a request will reach' });
    this.outcomes = panel.getByRole('table');
    this.tryChannels = panel.getByRole('textbox', { name: 'Try target.channels' });
  }

  outcome(request: string | RegExp): Locator {
    const head = this.page.getByRole('rowheader', { name: request });
    return this.outcomes.getByRole('row').filter({ has: head });
  }

  async choose(scope: 'All Recipients' | 'Channel Scoped'): Promise<void> {
    await this.main.getByRole('radio', { name: scope }).press('Space');
  }

  async add(slug: string): Promise<void> {
    const picker = this.main.getByRole('combobox', { name: 'Add a channel' });
    await picker.click();
    await picker.pressSequentially(slug);
    await this.page.getByRole('option', { name: slug }).click();
  }
}
