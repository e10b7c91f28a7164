import { clipboard, ClipboardItem, type Clipboard as SystemClipboard } from 'electron';
import { fail, ok, type Result } from '../../../shared/errors/app-error.ts';
import type { Clipboard } from '../../services/ports/host.ts';

/** Windows reads these as a number; zero means no. */
const NO_DWORD = new Uint8Array(4);
/** Where a format's presence is its meaning. Not empty: Windows may drop a format without data. */
const PRESENT = '1';

type HintContent = string | Uint8Array<ArrayBuffer>;

/** Formats that ask clipboard managers, histories and cloud clipboards to leave a secret alone. */
const hints: Readonly<Record<string, Readonly<Record<string, HintContent>>>> = {
  darwin: { 'org.nspasteboard.ConcealedType': PRESENT },
  win32: {
    ExcludeClipboardContentFromMonitorProcessing: PRESENT,
    CanIncludeInClipboardHistory: NO_DWORD,
    CanUploadToCloudClipboard: NO_DWORD,
  },
  linux: { 'x-kde-passwordManagerHint': 'secret' },
};

/** The system clipboard, written in one atomic step with its hints (Electron 44 and later). */
export class ElectronClipboard implements Clipboard {
  readonly isAvailable = true;
  private readonly platform: string;

  constructor(platform: string) {
    this.platform = platform;
  }

  async writeSecret(secretValue: string): Promise<Result<null>> {
    const formats = Object.entries(hints[this.platform] ?? {}).map(
      ([format, content]): [string, Blob] => [
        `electron application/osclipboard;format="${format}"`,
        new Blob([content]),
      ],
    );
    const item = new ClipboardItem({ 'text/plain': secretValue, ...Object.fromEntries(formats) });
    return written(clipboard.write([item]));
  }

  async writeText(text: string): Promise<Result<null>> {
    return written(clipboard.writeText(text));
  }

  async clearIfStill(secretValue: string): Promise<void> {
    await clearIfStill(clipboard, secretValue);
    // Selecting the shown value copies it there, on systems that have this second clipboard.
    if (this.platform === 'linux') await clearIfStill(clipboard.selection, secretValue);
  }
}

async function written(writing: Promise<void>): Promise<Result<null>> {
  try {
    await writing;
    return ok(null);
  } catch {
    // The system refused. Its words are not passed on: they may quote what was written.
    return fail({ kind: 'clipboard-unavailable' });
  }
}

async function clearIfStill(target: SystemClipboard, secretValue: string): Promise<void> {
  try {
    if ((await target.readText()) === secretValue) target.clear();
  } catch {
    // A clipboard that cannot be read may hold something else by now and is left alone.
  }
}
