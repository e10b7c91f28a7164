import { describe, expect, it } from 'vitest';
import { dangerousSwitch } from '../../../../electron/app/dangerous-switches.ts';

/** Every switch of the list as it is usually written, and one in every other way. */
const refused: readonly (readonly [argument: string, name: string])[] = [
  ['--remote-debugging-port=9222', 'remote-debugging-port'],
  ['--remote-debugging-pipe', 'remote-debugging-pipe'],
  ['--remote-allow-origins=*', 'remote-allow-origins'],
  ['--inspect', 'inspect'],
  ['--inspect=0.0.0.0:9229', 'inspect'],
  ['--inspect-brk', 'inspect-brk'],
  ['--inspect-brk=9229', 'inspect-brk'],
  ['--inspect-port=0', 'inspect-port'],
  ['--inspect-publish-uid=http', 'inspect-publish-uid'],
  ['--js-flags=--expose-gc', 'js-flags'],
  ['--no-sandbox', 'no-sandbox'],
  ['--disable-web-security', 'disable-web-security'],
  ['--ignore-certificate-errors', 'ignore-certificate-errors'],
  ['--ignore-certificate-errors-spki-list=abc', 'ignore-certificate-errors-spki-list'],
  ['--allow-insecure-localhost', 'allow-insecure-localhost'],
  ['--host-rules=MAP * 127.0.0.1', 'host-rules'],
  ['--host-resolver-rules=MAP * 127.0.0.1', 'host-resolver-rules'],
  ['--proxy-server=127.0.0.1:8080', 'proxy-server'],
  ['--proxy-pac-url=file:///tmp/x', 'proxy-pac-url'],
  ['--load-extension=/tmp/x', 'load-extension'],
  ['--user-data-dir=/tmp/x', 'user-data-dir'],
  ['--password-store=basic', 'password-store'],
  ['--enable-logging', 'enable-logging'],
  ['--enable-logging=file', 'enable-logging'],
  ['--log-net-log=/tmp/log', 'log-net-log'],
  ['--ssl-key-log-file=/tmp/keys', 'ssl-key-log-file'],
  ['--renderer-cmd-prefix=gdb', 'renderer-cmd-prefix'],
  ['--utility-cmd-prefix=gdb', 'utility-cmd-prefix'],
  ['--gpu-launcher=gdb', 'gpu-launcher'],
  ['--No-Sandbox', 'no-sandbox'],
  ['--REMOTE-DEBUGGING-PORT=1', 'remote-debugging-port'],
  ['--Password-Store=Basic', 'password-store'],
  ['-no-sandbox', 'no-sandbox'],
  ['-inspect=1', 'inspect'],
  ['/no-sandbox', 'no-sandbox'],
  ['/Remote-Debugging-Port=1', 'remote-debugging-port'],
  ['--no-sandbox=', 'no-sandbox'],
  ['--js-flags=a\nb', 'js-flags'],
  [' --no-sandbox', 'no-sandbox'],
  ['\t-user-data-dir=/tmp/x ', 'user-data-dir'],
];

const accepted: readonly string[] = [
  '',
  '-',
  '--',
  '/',
  '=',
  '--=',
  '--=no-sandbox',
  '---no-sandbox',
  '--x=--no-sandbox',
  'no-sandbox',
  'inspect',
  'app.asar',
  '.',
  '/opt/rekey/resources/app.asar',
  '/home/no-sandbox/file',
  '/usr/inspect/x',
  '\\no-sandbox',
  '\\\\server\\no-sandbox',
  'C:\\no-sandbox',
  '--no-sandbox-please',
  '--no_sandbox',
  '--nosandbox',
  '--sandbox',
  '--remote-debugging',
  '--remote-debugging-port-x=1',
  '--disable-gpu',
  '--force-device-scale-factor=2',
  '--ozone-platform=wayland',
  '--enable-features=UseOzonePlatform',
  '--lang=de',
  '--proxy-bypass-list=x',
  '--proxy-auto-detect',
  '--password-store=gnome-libsecret',
  '--password-store',
  '--password-store=',
  '--user-data',
  '--host=browser',
  '--ignore-certificate',
  '--1inspect',
  'https://example.com/--no-sandbox',
];

describe('the switches of a packaged app', () => {
  it('come in enough shapes here to mean something', () => {
    expect(refused.length).toBeGreaterThanOrEqual(40);
    expect(accepted.length).toBeGreaterThanOrEqual(40);
  });

  it.each(refused)('refuse %j', (argument, name) => {
    expect(dangerousSwitch(['/opt/rekey/rekey', argument])).toBe(name);
    expect(dangerousSwitch(['/opt/rekey/rekey', 'file', argument, '--lang=de'])).toBe(name);
  });

  it.each(accepted)('let %j pass', (argument) => {
    expect(dangerousSwitch(['/opt/rekey/rekey', argument])).toBeNull();
  });

  it('do not look at the name of the program', () => {
    expect(dangerousSwitch(['--no-sandbox'])).toBeNull();
  });
});
