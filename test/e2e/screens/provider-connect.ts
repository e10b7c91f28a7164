import type { Locator, Page } from '@playwright/test';
import { announced } from './announced.ts';
import { ConnectScreen } from './connect-screen.ts';

export interface ProviderTarget {
  readonly baseUrl: string;
  readonly dataPlaneUrl: string;
  /** By the names of the provider's own fields; empty where nothing is typed. */
  readonly fields: Readonly<Record<string, string>>;
}

/** The connect form of a provider that takes one secret, or a consent in the browser. */
export class ProviderConnect {
  readonly connect: Locator;
  readonly test: Locator;
  readonly continueInBrowser: Locator;
  readonly works: Locator;
  readonly lacking: Locator;
  readonly rights: Locator;
  private readonly screen: ConnectScreen;

  constructor(page: Page) {
    this.screen = new ConnectScreen(page);
    const { form } = this.screen;
    this.connect = this.screen.connect;
    this.test = this.screen.test;
    this.continueInBrowser = form.getByRole('button', { name: 'Continue in the browser' });
    this.works = announced(form, 'The sign-in works');
    this.lacking = announced(form, 'The sign-in works, but lacks');
    this.rights = form.getByRole('list', { name: 'Rights of this credential' });
  }

  async choose(providerName: string): Promise<void> {
    await this.screen.choose(providerName);
  }

  /** The field of a credential: "Access token", "API key". */
  credential(label: string): Locator {
    return this.screen.form.getByLabel(label, { exact: true });
  }

  right(name: string): Locator {
    return this.rights.getByRole('listitem').filter({ hasText: name });
  }

  async fillAddresses({ baseUrl, dataPlaneUrl }: ProviderTarget): Promise<void> {
    await this.screen.showAddresses();
    await this.screen.adminAddress.fill(baseUrl);
    await this.screen.dataAddress.fill(dataPlaneUrl);
  }
}
