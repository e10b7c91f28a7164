import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

type FakeElectron = typeof import('../../fakes/electron-module.ts');

const environment = { ...process.env };
const commandLine = process.argv;
let electron: FakeElectron;
let printed: string;

beforeEach(async () => {
  // The module does its work while it is loaded, so every test loads it and its Electron anew.
  vi.resetModules();
  electron = await import('../../fakes/electron-module.ts');
  printed = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  process.argv = ['/opt/rekey/rekey'];
});

afterEach(() => {
  vi.restoreAllMocks();
  process.argv = commandLine;
  Object.assign(process.env, environment);
});

const load = async (): Promise<void> => {
  await import('../../../electron/main.ts');
};

describe('main', () => {
  it('takes the lock, puts everything into the sandbox and names the scheme, all before ready', async () => {
    await load();
    electron.app.becomeReady();
    expect(electron.app.happened).toEqual([
      'requestSingleInstanceLock',
      'enableSandbox',
      'registerSchemesAsPrivileged',
      'ready',
    ]);
    expect(electron.protocol.schemes.map(({ scheme }) => scheme)).toEqual(['app']);
    expect(printed).toBe('');
  }, 30_000);

  it('listens for sessions and contents before ready, so that none escapes', async () => {
    await load();
    const { app } = electron;
    expect(app.isReady()).toBe(false);
    expect(app.listenerCount('session-created')).toBe(1);
    expect(app.listenerCount('web-contents-created')).toBe(1);
    expect(app.listenerCount('second-instance')).toBe(1);
    expect(app.listenerCount('select-client-certificate')).toBe(1);
  });

  it('cleans the environment before anything else is loaded', async () => {
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    process.env['NODE_EXTRA_CA_CERTS'] = '/tmp/ca.pem';
    process.env['SSLKEYLOGFILE'] = '/tmp/keys';
    await load();
    expect(Object.keys(process.env).filter((name) => /^NODE_|^SSLKEYLOGFILE$/.test(name))).toEqual(
      [],
    );
    const source = readFileSync(join(import.meta.dirname, '../../../electron/main.ts'), 'utf8');
    // Static imports run before the first statement: these four read no environment.
    expect([...source.matchAll(/^import .* from '(.+)';$/gm)].map((match) => match[1])).toEqual([
      'electron',
      './app/app-scheme.ts',
      './app/dangerous-switches.ts',
      './app/scrub-environment.ts',
    ]);
  });

  it('ends at once with 1 when a packaged app is given a dangerous switch', async () => {
    electron.app.isPackaged = true;
    process.argv = ['/opt/rekey/rekey', '--remote-debugging-port=9222'];
    await load();
    expect(electron.app.exitCodes).toEqual([1]);
    expect(electron.app.happened).toEqual(['exit']);
    expect(electron.app.eventNames()).toEqual(['ready']);
    expect(printed).toBe('Rekey does not start with --remote-debugging-port.\n');
  });

  it('takes that switch while developing', async () => {
    process.argv = ['/opt/electron', '.', '--remote-debugging-port=9222'];
    await load();
    expect(electron.app.exitCodes).toEqual([]);
    expect(electron.app.happened).toContain('enableSandbox');
  });

  it('leaves everything to the instance that is there already', async () => {
    electron.app.hasLock = false;
    await load();
    expect(electron.app.hasQuit).toBe(true);
    expect(electron.app.happened).toEqual(['requestSingleInstanceLock', 'quit']);
    expect(electron.app.eventNames()).toEqual(['ready']);
    expect(electron.protocol.schemes).toEqual([]);
  });
});
