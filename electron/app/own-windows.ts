import type { BrowserWindow } from 'electron';

/** The windows we made: who else asks is a stranger. */
export class OwnWindows {
  private window: BrowserWindow | null = null;

  current(): BrowserWindow | null {
    return this.window?.isDestroyed() === false ? this.window : null;
  }

  owns(webContentsId: number): boolean {
    return this.current()?.webContents.id === webContentsId;
  }

  adopt(window: BrowserWindow): void {
    this.window = window;
    window.once('closed', () => {
      if (this.window === window) this.window = null;
    });
  }

  focus(): void {
    const window = this.current();
    if (window === null) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  }
}
