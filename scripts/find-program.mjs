import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Browsers that drive the e2e lane, in order of preference; `REKEY_CHROMIUM` names another one. */
const chromiumNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The first executable of that name on the PATH, else null.
 * @param {string} name
 * @returns {string | null}
 */
export function findProgram(name) {
  for (const dir of (process.env['PATH'] ?? '').split(delimiter)) {
    const candidate = join(dir, name);
    try {
      accessSync(candidate, constants.X_OK);
      if (statSync(candidate).isFile()) return candidate;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

/**
 * The Chromium that the e2e lane drives, else null.
 * @returns {string | null}
 */
export function findChromium() {
  const chosen = process.env['REKEY_CHROMIUM'];
  if (chosen !== undefined && chosen !== '') return chosen;
  for (const name of chromiumNames) {
    const found = findProgram(name);
    if (found !== null) return found;
  }
  return null;
}
