import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CommandClipboard } from '../../../../../electron/platform/node/command-clipboard.ts';

const secretValue = 'sec-c-abcdeRKCANARY00ff';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rekey-clipboard-'));
  mkdirSync(join(dir, 'bin'));
});

afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

/** A program that notes its arguments and does the rest of the script. */
function install(program: string, script: string): void {
  const path = join(dir, 'bin', program);
  writeFileSync(path, `#!/bin/sh\necho "${program} $*" >> '${dir}/argv'\n${script}\n`);
  chmodSync(path, 0o755);
}

const copies = (): string => `cat > '${dir}/content'`;
const pastes = (): string => `cat '${dir}/content'`;
const content = (): string => readFileSync(join(dir, 'content'), 'utf8');
const argv = (): string => readFileSync(join(dir, 'argv'), 'utf8');

function clipboard(
  env: NodeJS.ProcessEnv = {},
  platform: NodeJS.Platform = 'linux',
): CommandClipboard {
  return new CommandClipboard({ PATH: `${dir}/bin:/usr/bin:/bin`, ...env }, platform);
}

const x11 = { DISPLAY: ':0' };
const wayland = { WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' };

function installXclip(): void {
  install('xclip', `case "$*" in *-out*) ${pastes()};; *) ${copies()};; esac`);
}

describe('the clipboard through commands', () => {
  it('gives the secret to the program on stdin and never as an argument', async () => {
    installXclip();
    expect(await clipboard(x11).writeSecret(secretValue)).toEqual({ ok: true, value: null });
    expect(content()).toBe(secretValue);
    expect(argv()).toBe('xclip -selection clipboard -in\n');
  });

  it('clears what it wrote', async () => {
    installXclip();
    const xclip = clipboard(x11);
    await xclip.writeSecret(secretValue);
    await xclip.clearIfStill(secretValue);
    expect(content()).toBe('');
    expect(argv()).not.toContain('RKCANARY');
  });

  it.each(['something else', `${secretValue} `, `${secretValue}\n`, ''])(
    'leaves other text %# alone, which somebody copied meanwhile',
    async (foreign) => {
      installXclip();
      const xclip = clipboard(x11);
      await xclip.writeSecret(secretValue);
      writeFileSync(join(dir, 'content'), foreign);
      await xclip.clearIfStill(secretValue);
      expect(content()).toBe(foreign);
      expect(argv().match(/-in/g)).toHaveLength(1);
    },
  );

  it('does not clear what it cannot read', async () => {
    install('xclip', `case "$*" in *-out*) exit 1;; *) ${copies()};; esac`);
    const xclip = clipboard(x11);
    await xclip.writeSecret(secretValue);
    await xclip.clearIfStill(secretValue);
    expect(content()).toBe(secretValue);
  });

  it('prefers Wayland and marks secrets there for clipboard managers', async () => {
    installXclip();
    install('wl-copy', `case "$*" in *--clear*) : > '${dir}/content';; *) ${copies()};; esac`);
    install('wl-paste', pastes());
    const wl = clipboard(wayland);
    await wl.writeSecret(secretValue);
    await wl.writeText('plain');
    await wl.clearIfStill('plain');
    expect(content()).toBe('');
    expect(argv()).toBe(
      'wl-copy --sensitive --type text/plain\nwl-copy --type text/plain\nwl-paste --no-newline\nwl-copy --clear\n',
    );
  });

  it('copies without the mark where wl-copy does not know it', async () => {
    install('wl-copy', `case "$*" in *--sensitive*) exit 1;; *) ${copies()};; esac`);
    install('wl-paste', pastes());
    expect(await clipboard(wayland).writeSecret(secretValue)).toEqual({ ok: true, value: null });
    expect(content()).toBe(secretValue);
  });

  it('does not wait for a program that stays behind to serve the text', async () => {
    install('xclip', `${copies()}\nsleep 5 &\necho $! > '${dir}/pid'`);
    await clipboard(x11).writeSecret(secretValue);
    const served = Number(readFileSync(join(dir, 'pid'), 'utf8'));
    // Throws if the program had ended before the answer.
    process.kill(served, 'SIGKILL');
    expect(content()).toBe(secretValue);
  });

  it('uses pbcopy on macOS', async () => {
    install('pbcopy', copies());
    install('pbpaste', pastes());
    const mac = clipboard({}, 'darwin');
    await mac.writeSecret(secretValue);
    expect(content()).toBe(secretValue);
    await mac.clearIfStill(secretValue);
    expect(content()).toBe('');
  });

  it('uses clip.exe under Windows and in WSL, and knows what Get-Clipboard adds', async () => {
    install('clip.exe', copies());
    install('powershell.exe', `${pastes()}; printf '\\r\\n'`);
    for (const platform of ['win32', 'linux'] as const) {
      const windows = clipboard({}, platform);
      expect(await windows.writeSecret(secretValue)).toEqual({ ok: true, value: null });
      expect(content()).toBe(secretValue);
      await windows.clearIfStill(secretValue);
      expect(content()).toBe('');
    }
  });

  it('gives clip.exe UTF-16 when ASCII is not enough', async () => {
    install('clip.exe', copies());
    install('powershell.exe', pastes());
    await clipboard({}, 'win32').writeText('Schlüssel');
    expect(readFileSync(join(dir, 'content')).toString('utf16le')).toBe('Schlüssel');
  });

  it.each([
    ['no program', {}, 'linux'],
    ['xclip but no display', {}, 'linux'],
    ['nothing on macOS', {}, 'darwin'],
    ['nothing on Windows', {}, 'win32'],
  ] as const)('is not available with %s', async (what, env, platform) => {
    if (what.startsWith('xclip')) installXclip();
    const none = clipboard(env, platform);
    expect(none.isAvailable).toBe(false);
    const unavailable = { ok: false, error: { kind: 'clipboard-unavailable' } };
    expect(await none.writeSecret(secretValue)).toEqual(unavailable);
    expect(await none.writeText('text')).toEqual(unavailable);
    await none.clearIfStill(secretValue);
    expect(existsSync(join(dir, 'argv'))).toBe(false);
  });

  it('says so when the program fails or ends without reading', async () => {
    install('xclip', 'exit 1');
    const xclip = clipboard(x11);
    expect(xclip.isAvailable).toBe(true);
    expect(await xclip.writeText('x'.repeat(200_000))).toEqual({
      ok: false,
      error: { kind: 'clipboard-unavailable' },
    });
  });
});
