import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type {
  BrowserWindow,
  BrowserWindowConstructorOptions,
  HandlerDetails,
  WebContents,
  WebContentsWillNavigateEventParams,
  WebFrameMain,
} from 'electron';
import { app, electronEvent } from './electron-app.ts';
import { FakePage } from './electron-page.ts';
import { session, type FakeSession } from './electron-session.ts';

/** A frame: `parent` is null in the main frame only. */
export class FakeFrame implements Pick<WebFrameMain, 'origin' | 'url'> {
  url = '';
  parent: FakeFrame | null;

  constructor(parent: FakeFrame | null = null) {
    this.parent = parent;
  }

  get origin(): string {
    return /^[a-z]+:\/\/[^/]+/.exec(this.url)?.[0] ?? 'null';
  }
}

type WindowOpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0];
type ContentsSurface = Pick<
  WebContents,
  'id' | 'isDestroyed' | 'send' | 'setWebRTCIPHandlingPolicy' | 'setWindowOpenHandler'
>;

export class FakeWebContents extends EventEmitter implements ContentsSurface {
  private static lastId = 0;
  readonly id = (FakeWebContents.lastId += 1);
  readonly mainFrame = new FakeFrame();
  webRtcPolicy: Parameters<WebContents['setWebRTCIPHandlingPolicy']>[0] = 'default';
  /** What runs in the window once our page is loaded. */
  page: FakePage | null = null;
  isGone = false;
  private windowOpenHandler: WindowOpenHandler = () => ({ action: 'allow' });

  constructor() {
    super();
    app.emit('web-contents-created', electronEvent({}), this);
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.windowOpenHandler = handler;
  }

  setWebRTCIPHandlingPolicy(policy: Parameters<WebContents['setWebRTCIPHandlingPolicy']>[0]): void {
    this.webRtcPolicy = policy;
  }

  isDestroyed(): boolean {
    return this.isGone;
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.isGone) throw new TypeError('Object has been destroyed');
    this.page?.receive(channel, args);
  }

  /** Whether the page gets a window of its own for this address. */
  opensWindow(url: string): boolean {
    const details: HandlerDetails = {
      url,
      frameName: '',
      features: '',
      disposition: 'new-window',
      referrer: { policy: 'default', url: '' },
    };
    return this.windowOpenHandler(details).action === 'allow';
  }

  /**
   * Whether the page gets away to this address. As in Electron, a change behind `#` of the document
   * that is shown happens without any of these events.
   */
  navigates(url: string, isMainFrame = true): boolean {
    const shown = this.mainFrame.url.split('#')[0];
    if (isMainFrame && shown !== '' && url !== shown && url.startsWith(`${shown ?? ''}#`))
      return true;
    const params = () =>
      electronEvent({
        url,
        isMainFrame,
        isSameDocument: false,
        frame: null,
      } satisfies WebContentsWillNavigateEventParams);
    const events = isMainFrame ? ['will-navigate', 'will-frame-navigate'] : ['will-frame-navigate'];
    return events.every((name) => {
      const event = params();
      this.emit(name, event, url);
      return !event.defaultPrevented;
    });
  }
}

type WindowSurface = Pick<
  BrowserWindow,
  | 'close'
  | 'focus'
  | 'isDestroyed'
  | 'isMinimized'
  | 'loadURL'
  | 'restore'
  | 'setContentProtection'
  | 'show'
>;

/** A window that records its options and really loads its page from its session. */
export class FakeBrowserWindow extends EventEmitter implements WindowSurface {
  static readonly created: FakeBrowserWindow[] = [];
  readonly options: BrowserWindowConstructorOptions;
  readonly webContents = new FakeWebContents();
  /** What was done to the window, in order. */
  readonly done: string[] = [];
  isMinimizedNow = false;
  private isGone = false;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    this.options = options;
    FakeBrowserWindow.created.push(this);
    app.openWindows.add(this);
  }

  /** The latest one that was made. */
  static get latest(): FakeBrowserWindow {
    const window = FakeBrowserWindow.created.at(-1);
    if (window === undefined) throw new Error('No window was made');
    return window;
  }

  async loadURL(url: string): Promise<void> {
    this.done.push(`load ${url}`);
    const from = this.options.webPreferences?.session as FakeSession | undefined;
    const response = await (from ?? session.defaultSession).load(url);
    if (this.isGone || response?.ok !== true) {
      throw new Error(`${this.isGone ? 'ERR_ABORTED (-3)' : 'ERR_FAILED (-2)'} loading '${url}'`);
    }
    this.webContents.mainFrame.url = url;
    this.runPreload(this.options.webPreferences?.preload ?? '');
    this.emit('ready-to-show');
  }

  show(): void {
    this.done.push('show');
  }

  focus(): void {
    this.done.push('focus');
  }

  restore(): void {
    this.done.push('restore');
    this.isMinimizedNow = false;
  }

  isMinimized(): boolean {
    return this.isMinimizedNow;
  }

  setContentProtection(isOn: boolean): void {
    this.done.push(isOn ? 'protect' : 'unprotect');
  }

  isDestroyed(): boolean {
    return this.isGone;
  }

  close(): void {
    if (this.isGone) return;
    this.isGone = true;
    this.webContents.isGone = true;
    this.emit('closed');
    app.windowClosed(this);
  }

  private runPreload(path: string): void {
    const code = readPreload(path);
    if (code === null) {
      this.webContents.emit('preload-error', electronEvent({}), path, new Error('no such file'));
      return;
    }
    this.webContents.page = new FakePage(this.webContents, code);
  }
}

function readPreload(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // As in Electron, the page is shown without its preload.
    return null;
  }
}
