import type { Browser, BrowserContext, Page } from '@playwright/test';
import type { RunningPage } from './running-page.ts';

declare global {
  interface Window {
    /** Milliseconds from the start of the navigation to the frame with the first key. */
    rekeyFirstRowMs: Promise<number>;
    rekeyAwaitKeystroke: () => void;
    /** Its time to the frame that shows its result, and what that frame showed. */
    rekeyKeystroke: Promise<{ durationMs: number; shownText: string }>;
  }
}

/** A window of its own, with nothing in its cache and the session's cookie. */
async function freshContext(browser: Browser, running: RunningPage): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addCookies([{ ...running.cookie, url: running.origin, httpOnly: true }]);
  await context.addInitScript(watchPage);
  return context;
}

/** From the start of the navigation to the first painted key row. */
export async function firstRowMs(browser: Browser, running: RunningPage): Promise<number> {
  const context = await freshContext(browser, running);
  const page = await context.newPage();
  await page.goto(running.origin, { waitUntil: 'commit' });
  const durationMs = await page.evaluate(() => window.rekeyFirstRowMs);
  await context.close();
  return durationMs;
}

/** Every keystroke's time to paint while the text is typed into the search and deleted again. */
export async function keystrokesMs(
  browser: Browser,
  running: RunningPage,
  options: { readonly text: string; readonly keys: number; readonly rounds: number },
): Promise<number[]> {
  const context = await freshContext(browser, running);
  const page = await context.newPage();
  await page.goto(running.origin);
  const total = new Intl.NumberFormat('en-GB').format(options.keys);
  await page
    .getByRole('main')
    .getByText(new RegExp(`^${total} keys · as of`))
    .waitFor();
  await page.getByRole('searchbox', { name: 'Search keys' }).focus();
  const presses = [...options.text, ...Array.from(options.text, () => 'Backspace')];
  const samplesMs: number[] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    for (const press of presses) samplesMs.push(await keystrokeMs(page, press));
  }
  await context.close();
  return samplesMs;
}

async function keystrokeMs(page: Page, press: string): Promise<number> {
  await page.evaluate(() => {
    window.rekeyAwaitKeystroke();
  });
  await page.keyboard.press(press);
  const { durationMs, shownText } = await page.evaluate(() => window.rekeyKeystroke);
  // Two frames later nothing may have changed any more, or the frame was measured too early.
  const settledText = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        requestAnimationFrame(() => {
          requestAnimationFrame(() => {
            resolve(document.querySelector('main [role="status"]')?.textContent ?? '');
          });
        });
      }),
  );
  if (settledText !== shownText) throw new Error(`"${shownText}" became "${settledText}"`);
  return durationMs;
}

/** Runs in the page before its own script, so it may use nothing from outside. */
function watchPage(): void {
  /** A message posted from a frame's callback is handled after that frame was drawn. */
  const painted = (): Promise<number> =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
          resolve(performance.now());
        };
        channel.port2.postMessage(null);
      });
    });
  window.rekeyFirstRowMs = new Promise((resolve) => {
    const look = new MutationObserver(() => {
      if (document.querySelector('[role="row"][aria-level="2"]') === null) return;
      look.disconnect();
      resolve(painted());
    });
    look.observe(document, { childList: true, subtree: true });
  });
  window.rekeyAwaitKeystroke = () => {
    window.rekeyKeystroke = new Promise((resolve) => {
      let pressedAtMs = 0;
      const pressed = (event: Event): void => {
        pressedAtMs = event.timeStamp;
      };
      const changed = (): void => {
        removeEventListener('keydown', pressed, true);
        removeEventListener('input', changed, true);
        void painted().then((paintedAtMs) => {
          const shownText = document.querySelector('main [role="status"]')?.textContent ?? '';
          resolve({ durationMs: paintedAtMs - pressedAtMs, shownText });
        });
      };
      addEventListener('keydown', pressed, true);
      addEventListener('input', changed, true);
    });
  };
}
