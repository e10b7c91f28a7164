import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { findElectron } from '../../../scripts/find-electron.mjs';
import { filesWithSecrets, holdsSecret } from './canary-search.ts';
import { listenForComplaints } from './page-complaints.ts';
import type { RekeyApp } from './rekey-app.ts';

const rootDir = join(import.meta.dirname, '../../..');

/** The desktop app; its native dialogs are answered in the main process before they are asked. */
export class ElectronApp implements RekeyApp {
  readonly profileDir: string;
  readonly filesDir: string;
  readonly complaints: string[] = [];
  readonly simulatedNetwork = null;
  private readonly env: NodeJS.ProcessEnv;
  private readonly outputs: string[] = [];
  private running: ElectronApplication | null = null;

  constructor(settings: { readonly dir: string; readonly env: NodeJS.ProcessEnv }) {
    this.env = settings.env;
    this.profileDir = join(settings.dir, 'profile');
    this.filesDir = join(settings.dir, 'files');
    for (const dir of [this.profileDir, this.filesDir]) mkdirSync(dir, { mode: 0o700 });
  }

  async start(): Promise<Page> {
    const executablePath = findElectron();
    if (executablePath === null) throw new Error('There is no Electron binary');
    const env = Object.entries(this.env).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    );
    this.running = await _electron.launch({
      executablePath,
      args: [rootDir, `--user-data-dir=${this.profileDir}`, '--no-sandbox'],
      env: Object.fromEntries(env),
      colorScheme: 'light',
      timezoneId: 'UTC',
      locale: 'en-GB',
    });
    const { stdout, stderr } = this.running.process();
    for (const stream of [stdout, stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => this.outputs.push(text));
    }
    const page = await this.running.firstWindow();
    listenForComplaints(page, this.complaints);
    return page;
  }

  async end(how: 'stop' | 'kill'): Promise<void> {
    if (how === 'kill') {
      const gone = new Promise((resolve) => this.running?.process().once('exit', resolve));
      this.running?.process().kill('SIGKILL');
      await gone;
    } else {
      await this.running?.close();
    }
    this.running = null;
  }

  async agreeing(_verb: string, act: () => Promise<void>): Promise<void> {
    await this.answerBoxes(1);
    await act();
  }

  async refusing(_verb: string, act: () => Promise<void>): Promise<void> {
    await this.answerBoxes(0);
    await act();
  }

  async picking(path: string, act: () => Promise<void>): Promise<void> {
    await this.running?.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
    }, path);
    await act();
  }

  async pickingAll(paths: readonly string[], act: () => Promise<void>): Promise<void> {
    await this.running?.evaluate(
      ({ dialog }, filePaths) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths });
      },
      [...paths],
    );
    await act();
  }

  async clipboard(): Promise<string> {
    return (await this.running?.evaluate(({ clipboard }) => clipboard.readText())) ?? '';
  }

  async close(): Promise<void> {
    await this.end('stop');
  }

  leaks(): readonly string[] {
    return [
      ...filesWithSecrets([this.profileDir]),
      ...(holdsSecret(Buffer.from(this.outputs.join(''))) ? ['the output of the app'] : []),
    ];
  }

  private async answerBoxes(response: number): Promise<void> {
    await this.running?.evaluate(({ dialog }, button) => {
      dialog.showMessageBox = () => Promise.resolve({ response: button, checkboxChecked: false });
    }, response);
  }
}
