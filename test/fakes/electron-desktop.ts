import { EventEmitter } from 'node:events';
import type {
  BaseWindow,
  Clipboard,
  ClipboardItem,
  CrashReporter,
  Dialog,
  MenuItemConstructorOptions,
  MessageBoxOptions,
  MessageBoxReturnValue,
  Notification,
  NotificationConstructorOptions,
  OpenDialogOptions,
  OpenDialogReturnValue,
  SaveDialogOptions,
  SaveDialogReturnValue,
  Shell,
} from 'electron';
import { app } from './electron-app.ts';

/** Native boxes: what they were asked, and what a person answers. */
class FakeDialog implements Pick<Dialog, 'showErrorBox'> {
  readonly errorBoxes: { title: string; content: string }[] = [];
  readonly messageBoxes: { owner: unknown; options: MessageBoxOptions }[] = [];
  readonly saveDialogs: { owner: unknown; options: SaveDialogOptions }[] = [];
  readonly openDialogs: { owner: unknown; options: OpenDialogOptions }[] = [];
  /** The index of the button that is pressed next. */
  pressed = 0;
  saveTo: SaveDialogReturnValue = { canceled: true, filePath: '' };
  toOpen: OpenDialogReturnValue = { canceled: true, filePaths: [] };

  showErrorBox(title: string, content: string): void {
    this.errorBoxes.push({ title, content });
  }

  showMessageBox(owner: BaseWindow, options: MessageBoxOptions): Promise<MessageBoxReturnValue> {
    requireReady();
    this.messageBoxes.push({ owner, options });
    return Promise.resolve({ response: this.pressed, checkboxChecked: false });
  }

  showSaveDialog(owner: BaseWindow, options: SaveDialogOptions): Promise<SaveDialogReturnValue> {
    requireReady();
    this.saveDialogs.push({ owner, options });
    return Promise.resolve(this.saveTo);
  }

  showOpenDialog(owner: BaseWindow, options: OpenDialogOptions): Promise<OpenDialogReturnValue> {
    requireReady();
    this.openDialogs.push({ owner, options });
    return Promise.resolve(this.toOpen);
  }

  reset(): void {
    this.errorBoxes.length = 0;
    this.messageBoxes.length = 0;
    this.saveDialogs.length = 0;
    this.openDialogs.length = 0;
    this.pressed = 0;
    this.saveTo = { canceled: true, filePath: '' };
    this.toOpen = { canceled: true, filePaths: [] };
  }
}

function requireReady(): void {
  if (!app.isReady()) throw new Error('dialog module can only be used after app is ready');
}

export class FakeMenu {
  /** `undefined`: Electron's own default menu is still there. */
  static applied: readonly MenuItemConstructorOptions[] | null | undefined = undefined;
  readonly template: readonly MenuItemConstructorOptions[];

  constructor(template: readonly MenuItemConstructorOptions[]) {
    this.template = template;
  }

  static buildFromTemplate(template: MenuItemConstructorOptions[]): FakeMenu {
    return new FakeMenu(template);
  }

  static setApplicationMenu(menu: FakeMenu | null): void {
    FakeMenu.applied = menu === null ? null : menu.template;
  }
}

export class FakeNotification extends EventEmitter implements Pick<Notification, 'show'> {
  static isSystemAble = true;
  static readonly shown: NotificationConstructorOptions[] = [];
  private readonly options: NotificationConstructorOptions;

  constructor(options: NotificationConstructorOptions = {}) {
    super();
    this.options = options;
  }

  static isSupported(): boolean {
    return FakeNotification.isSystemAble;
  }

  show(): void {
    FakeNotification.shown.push(this.options);
  }
}

class FakeShell implements Pick<Shell, 'openExternal'> {
  readonly opened: string[] = [];

  openExternal(url: string): Promise<void> {
    this.opened.push(url);
    return Promise.resolve();
  }
}

/** Records that somebody started it: nobody may. */
class FakeCrashReporter implements Pick<CrashReporter, 'start'> {
  readonly started: unknown[] = [];

  start(options: Parameters<CrashReporter['start']>[0]): void {
    this.started.push(options);
  }
}

type Payload = ConstructorParameters<typeof ClipboardItem>[0][string];

/** One entry for the clipboard; its payloads are looked at when it is written. */
export class FakeClipboardItem implements Pick<ClipboardItem, 'types'> {
  readonly items: Readonly<Record<string, Payload>>;

  constructor(items: Record<string, Payload>) {
    if (Object.keys(items).length === 0) throw new TypeError('at least one MIME type is required');
    this.items = { ...items };
  }

  get types(): string[] {
    return Object.keys(this.items);
  }
}

type ClipboardSurface = Pick<Clipboard, 'clear' | 'readText' | 'writeText'>;

/** One of the system's clipboards: bytes by format. */
class FakeClipboard implements ClipboardSurface {
  readonly formats = new Map<string, Uint8Array>();
  /** How often something was written; one write is atomic. */
  writes = 0;
  /** Set while the system refuses, with the words it does it with. */
  refusal: Error | null = null;
  readonly selection: FakeClipboard | undefined;

  constructor(selection?: FakeClipboard) {
    this.selection = selection;
  }

  async write(items: FakeClipboardItem[]): Promise<void> {
    if (this.refusal !== null) throw this.refusal;
    const written = new Map<string, Uint8Array>();
    for (const [format, payload] of items.flatMap((item) => Object.entries(item.items))) {
      written.set(format, await bytesOf(payload));
    }
    this.replace(written);
  }

  writeText(text: string): Promise<void> {
    if (this.refusal !== null) return Promise.reject(this.refusal);
    this.replace(new Map([['text/plain', new TextEncoder().encode(text)]]));
    return Promise.resolve();
  }

  readText(): Promise<string> {
    if (this.refusal !== null) return Promise.reject(this.refusal);
    return Promise.resolve(new TextDecoder().decode(this.formats.get('text/plain')));
  }

  clear(): void {
    this.formats.clear();
  }

  reset(): void {
    this.clear();
    this.writes = 0;
    this.refusal = null;
    this.selection?.reset();
  }

  private replace(formats: ReadonlyMap<string, Uint8Array>): void {
    this.writes += 1;
    this.formats.clear();
    for (const [format, bytes] of formats) this.formats.set(format, bytes);
  }
}

async function bytesOf(given: Payload): Promise<Uint8Array> {
  const payload = await given;
  if (typeof payload === 'string') return new TextEncoder().encode(payload);
  if (payload instanceof Blob) return new Uint8Array(await payload.arrayBuffer());
  throw new TypeError('ClipboardItem payload values must be a string or a Blob');
}

export const dialog = new FakeDialog();
export const shell = new FakeShell();
export const crashReporter = new FakeCrashReporter();
export const powerMonitor = new EventEmitter();
export const clipboard = new FakeClipboard(new FakeClipboard());
