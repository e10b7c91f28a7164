import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readHostOptions } from '../../../../electron/browser-host/host-options.ts';

const home = join(homedir(), '.local', 'share', 'rekey');

describe('the command line of the browser host', () => {
  it('opens a page on any free port with the profile of this person', () => {
    expect(readHostOptions([], {})).toEqual({
      profileDir: home,
      shouldOpen: true,
      connectsSandbox: false,
      port: 0,
    });
  });

  it('takes a profile, a port, the sandbox, and not to open a page', () => {
    const argv = ['--profile', 'some/dir', '--port', '4100', '--sandbox', '--no-open'];
    expect(readHostOptions(argv, {})).toEqual({
      profileDir: resolve('some/dir'),
      shouldOpen: false,
      connectsSandbox: true,
      port: 4_100,
    });
  });

  it.each([
    ['/data', join('/data', 'rekey')],
    ['', home],
    ['relative/dir', home],
  ])('follows XDG_DATA_HOME=%j only where that is a place', (named, profileDir) => {
    expect(readHostOptions([], { XDG_DATA_HOME: named }).profileDir).toBe(profileDir);
  });

  it.each(['-1', '65536', '1e3', ' 80', '', 'http', '0x50'])('refuses the port %j', (port) => {
    expect(() => readHostOptions([`--port=${port}`], {})).toThrow(
      '--port takes a number from 0 to 65535.',
    );
  });

  it('does not take an empty profile for the current folder', () => {
    expect(() => readHostOptions(['--profile='], {})).toThrow('--profile takes the path');
  });

  it.each([['--unknown'], ['positional'], ['--profile']])('refuses %s', (...argv) => {
    expect(() => readHostOptions(argv, {})).toThrow();
  });
});
