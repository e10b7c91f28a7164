import type { Locator } from '@playwright/test';
import type { RekeyApp } from './rekey-app.ts';

/** Everything that a person does with the hands in a drill, so that it can be counted. */
export class CountedHand {
  readonly clicks: string[] = [];
  readonly typed: string[] = [];
  private readonly rekey: RekeyApp;

  constructor(rekey: RekeyApp) {
    this.rekey = rekey;
  }

  async click(target: Locator): Promise<void> {
    this.clicks.push(await target.innerText());
    await target.click();
  }

  /** A click about which the host asks, and the click with which that is answered. */
  async agree(verb: string, target: Locator): Promise<void> {
    await this.rekey.agreeing(verb, () => this.click(target));
    this.clicks.push(verb);
  }

  async type(target: Locator, text: string): Promise<void> {
    this.typed.push(text);
    await target.fill(text);
  }
}
