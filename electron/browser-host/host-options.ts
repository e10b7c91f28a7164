import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface HostOptions {
  readonly profileDir: string;
  readonly shouldOpen: boolean;
  readonly connectsSandbox: boolean;
  /** 0: any free port. */
  readonly port: number;
}

/** The browser host's command line; throws a sentence for what it does not know. */
export function readHostOptions(
  argv: readonly string[],
  environment: NodeJS.ProcessEnv,
): HostOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      profile: { type: 'string' },
      'no-open': { type: 'boolean', default: false },
      sandbox: { type: 'boolean', default: false },
      port: { type: 'string', default: '0' },
    },
    strict: true,
  });
  const port = Number(values.port);
  if (!/^\d{1,5}$/.test(values.port) || port > 65_535) {
    throw new Error('--port takes a number from 0 to 65535.');
  }
  if (values.profile === '') throw new Error('--profile takes the path of a folder.');
  // The specification of this variable ignores what is not absolute.
  const named = environment['XDG_DATA_HOME'] ?? '';
  const dataHome = isAbsolute(named) ? named : join(homedir(), '.local', 'share');
  return {
    profileDir: resolve(values.profile ?? join(dataHome, 'rekey')),
    shouldOpen: !values['no-open'],
    connectsSandbox: values.sandbox,
    port,
  };
}
