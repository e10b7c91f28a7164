import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  chromium,
  type BrowserContext,
  type LaunchOptions,
  type Locator,
  type Page,
} from '@playwright/test';
import type { FaultRuleInput } from '../../../electron/sandbox/fault-rule.ts';
import { filesWithSecrets, holdsSecret } from './canary-search.ts';
import { ClipboardStandIn } from './clipboard-stand-in.ts';
import { HostProcess } from './host-process.ts';
import { listenForComplaints } from './page-complaints.ts';
import type { RekeyApp, SimulatedNetwork } from './rekey-app.ts';

/** A missing button is told before the whole test has run out of time. */
const ACTION_PATIENCE_MS = 15_000;

const networkFaults: Readonly<Record<SimulatedNetwork, readonly FaultRuleInput[]>> = {
  on: [],
  off: [{ effect: { kind: 'offline' } }],
  untrusted: [{ effect: { kind: 'offline', code: 'CERT_HAS_EXPIRED' } }],
};

export interface BrowserAppSettings {
  /** Holds the profile, the browser's own data and the test's files. */
  readonly dir: string;
  readonly env: NodeJS.ProcessEnv;
  readonly launchOptions: LaunchOptions;
  readonly arguments: readonly string[];
  readonly program: readonly string[];
}

/** The browser host with a browser of its own, so that all that either writes can be searched. */
export class BrowserApp implements RekeyApp {
  readonly profileDir: string;
  readonly filesDir: string;
  readonly complaints: string[] = [];
  private readonly settings: BrowserAppSettings;
  private readonly browserDir: string;
  private readonly standIn: ClipboardStandIn;
  private readonly hosts: HostProcess[] = [];
  private context: BrowserContext | null = null;
  private page: Page | null = null;

  constructor(settings: BrowserAppSettings) {
    this.settings = settings;
    this.profileDir = join(settings.dir, 'profile');
    this.filesDir = join(settings.dir, 'files');
    this.browserDir = join(settings.dir, 'browser');
    for (const dir of [this.profileDir, this.filesDir, this.browserDir]) {
      mkdirSync(dir, { mode: 0o700 });
    }
    this.standIn = new ClipboardStandIn(settings.dir, settings.env);
  }

  async start(): Promise<Page> {
    const started = await HostProcess.start({
      profileDir: this.profileDir,
      env: this.standIn.env,
      arguments: this.settings.arguments,
      program: this.settings.program,
    });
    this.hosts.push(started.host);
    const page = (this.page ??= await this.openBrowser());
    await page.goto(started.address);
    return page;
  }

  async end(how: 'stop' | 'kill'): Promise<void> {
    // A page that is still there would complain that its host is gone.
    await this.page?.goto('about:blank');
    await this.hosts.at(-1)?.[how]();
  }

  async agreeing(verb: string, act: () => Promise<void>): Promise<void> {
    await act();
    await this.question(verb).getByRole('button', { name: verb, exact: true }).click();
  }

  async refusing(verb: string, act: () => Promise<void>): Promise<void> {
    await act();
    await this.question(verb).getByRole('button', { name: 'Cancel', exact: true }).click();
  }

  async picking(path: string, act: () => Promise<void>): Promise<void> {
    await act();
    const dialog = this.question('Use this file');
    await dialog.getByRole('textbox', { name: 'Full path' }).fill(path);
    await dialog.getByRole('button', { name: 'Use this file', exact: true }).click();
  }

  async pickingAll(paths: readonly string[], act: () => Promise<void>): Promise<void> {
    await act();
    const dialog = this.question('Use these files');
    await dialog.getByRole('textbox', { name: 'Full paths' }).fill(paths.join('\n'));
    await dialog.getByRole('button', { name: 'Use these files', exact: true }).click();
  }

  readonly simulatedNetwork = async (state: SimulatedNetwork): Promise<void> => {
    const page = this.currentPage();
    const answer = await page.request.post(new URL('/sandbox/faults', page.url()).href, {
      data: networkFaults[state],
    });
    if (!answer.ok()) throw new Error(`The host refused the faults: ${await answer.text()}`);
  };

  clipboard(): Promise<string> {
    return Promise.resolve(this.standIn.read());
  }

  async close(): Promise<void> {
    // The browser first, or its page would complain that its host is gone.
    await this.context?.close();
    for (const host of this.hosts) await host.stop();
  }

  leaks(): readonly string[] {
    const outputs = this.hosts.filter(({ output }) => holdsSecret(Buffer.from(output)));
    return [
      ...filesWithSecrets([this.profileDir, this.browserDir]),
      ...outputs.map(() => 'the output of the host'),
      ...this.complaints.filter((text) => holdsSecret(Buffer.from(text))),
    ];
  }

  private async openBrowser(): Promise<Page> {
    this.context = await chromium.launchPersistentContext(this.browserDir, {
      ...this.settings.launchOptions,
      viewport: { width: 1280, height: 800 },
      colorScheme: 'light',
      timezoneId: 'UTC',
      locale: 'en-GB',
    });
    const page = this.context.pages()[0] ?? (await this.context.newPage());
    page.setDefaultTimeout(ACTION_PATIENCE_MS);
    listenForComplaints(page, this.complaints);
    return page;
  }

  /** The host's own dialog, outside the app's page, by what it offers to do. */
  private question(verb: string): Locator {
    const page = this.currentPage();
    const button = page.getByRole('button', { name: verb, exact: true });
    return page.getByRole('dialog').filter({ has: button });
  }

  private currentPage(): Page {
    if (this.page === null) throw new Error('The app was never started');
    return this.page;
  }
}
