import type { Locator, Page } from '@playwright/test';

export interface Target {
  readonly baseUrl: string;
  readonly dataPlaneUrl: string;
  readonly fields: { readonly email: string; readonly password: string };
}

/** Signing in to an account for the first time. */
export class ConnectScreen {
  readonly heading: Locator;
  readonly form: Locator;
  readonly providers: Locator;
  readonly email: Locator;
  readonly password: Locator;
  readonly label: Locator;
  readonly adminAddress: Locator;
  readonly dataAddress: Locator;
  readonly connect: Locator;
  readonly test: Locator;

  constructor(page: Page) {
    this.heading = page.getByRole('heading', { level: 1, name: 'Connect an account' });
    this.form = page.getByRole('form', { name: 'Connect an account' });
    this.providers = page.getByRole('radiogroup', { name: 'Provider' });
    this.email = this.form.getByRole('textbox', { name: 'E-mail' });
    this.password = this.form.getByLabel('Password');
    this.label = this.form.getByRole('textbox', { name: 'Name in Rekey' });
    this.adminAddress = this.form.getByRole('textbox', { name: 'Admin API' });
    this.dataAddress = this.form.getByRole('textbox', { name: 'Data plane' });
    this.connect = this.form.getByRole('button', { name: 'Connect', exact: true });
    this.test = this.form.getByRole('button', { name: 'Test connection' });
  }

  /** Where there is more than one provider. */
  async choose(providerName: string): Promise<void> {
    await this.providers.getByText(providerName, { exact: true }).click();
  }

  async showAddresses(): Promise<void> {
    await this.form.getByText('Server address', { exact: true }).click();
  }

  async fill({ baseUrl, dataPlaneUrl, fields }: Target): Promise<void> {
    await this.email.fill(fields.email);
    await this.password.fill(fields.password);
    await this.showAddresses();
    await this.adminAddress.fill(baseUrl);
    await this.dataAddress.fill(dataPlaneUrl);
  }
}
