export const APP_ORIGIN = 'app://rekey';

/** What is known of a sender; the shape of Electron's frame and window, without importing Electron. */
export interface Sender {
  readonly senderFrame: { readonly origin: string; readonly parent: unknown } | null;
  readonly sender: { readonly id: number; readonly mainFrame: unknown };
}

/**
 * Only the main frame of a window we created, showing our own page. A frame that is gone, a
 * sub-frame, an empty or foreign origin: refused (CVE-2022-29247, CVE-2020-26272).
 */
export function isTrustedSender(
  event: Sender,
  isOwnWindow: (webContentsId: number) => boolean,
): boolean {
  try {
    const frame = event.senderFrame;
    return (
      frame !== null &&
      frame.parent === null &&
      frame === event.sender.mainFrame &&
      frame.origin === APP_ORIGIN &&
      isOwnWindow(event.sender.id)
    );
  } catch {
    // Electron throws at the first property of a frame or window that was destroyed meanwhile.
    return false;
  }
}
