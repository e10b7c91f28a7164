import type { Locator, Page } from '@playwright/test';

/** All keys. */
export class KeyList {
  readonly heading: Locator;
  readonly grid: Locator;
  readonly search: Locator;
  readonly subtitle: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.heading = page.getByRole('heading', { level: 1, name: 'All keys' });
    this.grid = page.getByRole('treegrid', { name: 'Keys' });
    this.search = page.getByRole('searchbox', { name: 'Search keys' });
    this.subtitle = page.getByRole('main').getByRole('status').first();
  }

  /** The cell with this name; rows out of sight are not in the document. */
  cell(name: string | RegExp): Locator {
    return this.grid.getByRole('gridcell', { name, exact: true });
  }

  row(name: string | RegExp): Locator {
    const cell = this.page.getByRole('gridcell', { name, exact: true });
    return this.grid.getByRole('row').filter({ has: cell });
  }

  async find(name: string): Promise<void> {
    await this.search.fill(name);
  }

  async open(name: string): Promise<void> {
    await this.find(name);
    await this.cell(name).click();
  }

  async sync(): Promise<void> {
    await this.page.getByRole('button', { name: 'Sync now' }).click();
  }
}
