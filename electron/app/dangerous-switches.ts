/** Switches that open a packaged app to other programs; no fuse exists for them. */
const exactNames: ReadonlySet<string> = new Set([
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-allow-origins',
  'js-flags',
  'no-sandbox',
  'disable-web-security',
  'allow-insecure-localhost',
  'host-rules',
  'host-resolver-rules',
  'proxy-server',
  'proxy-pac-url',
  'load-extension',
  'user-data-dir',
  'enable-logging',
  'log-net-log',
  'ssl-key-log-file',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
]);
const prefixes = ['inspect', 'ignore-certificate-errors'];

/** The first refused switch of a command line, else null. */
export function dangerousSwitch(argv: readonly string[]): string | null {
  for (const argument of argv.slice(1)) {
    const parsed = switchOf(argument);
    if (parsed === null) continue;
    const { name, value } = parsed;
    const isRefused =
      exactNames.has(name) ||
      prefixes.some((prefix) => name.startsWith(prefix)) ||
      (name === 'password-store' && value === 'basic');
    if (isRefused) return name;
  }
  return null;
}

/** Chromium takes `--x`, `-x` and, on Windows, `/x`, with spaces around them, and splits at the first `=`. */
function switchOf(argument: string): { name: string; value: string } | null {
  const trimmed = argument.trim().toLowerCase();
  const prefix = /^(?:--?|\/)(?=[a-z])/.exec(trimmed)?.[0];
  if (prefix === undefined) return null;
  const [name = '', ...values] = trimmed.slice(prefix.length).split('=');
  return { name: name.trim(), value: values.join('=').trim() };
}
