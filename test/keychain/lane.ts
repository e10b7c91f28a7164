import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, it } from 'vitest';

const tools = ['dbus-daemon', 'dbus-send', 'gnome-keyring-daemon'] as const;

/**
 * A suite that needs a real Secret Service. Where it cannot be had it is skipped with the reason in
 * its name, or fails if `REKEY_ALL_LANES=1` says that nothing may be skipped.
 */
export function describeOnRealKeyring(name: string, body: () => void): void {
  const obstacle = whatIsMissing();
  if (obstacle === null) {
    describe(name, body);
  } else if (process.env['REKEY_ALL_LANES'] === '1') {
    describe(name, () => {
      it('can run on this machine', () => {
        throw new Error(`The keychain lane cannot run: ${obstacle}.`);
      });
    });
  } else {
    describe.skip(`${name} (skipped: ${obstacle})`, body);
  }
}

/** Null when the lane can run. */
function whatIsMissing(): string | null {
  if (process.platform !== 'linux') return 'it needs the Secret Service of Linux';
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const missing = tools.filter((tool) => !folders.some((dir) => isProgram(join(dir, tool))));
  return missing.length === 0 ? null : `${missing.join(' and ')} not installed`;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // The next folder may have it.
    return false;
  }
}
