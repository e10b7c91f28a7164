import { execFile } from 'node:child_process';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { scrubEnvironment } from '../../../../electron/app/scrub-environment.ts';
import { selfSignedCertificate } from '../../../providers/test-certificates.ts';

const modulePath = join(import.meta.dirname, '../../../../electron/app/scrub-environment.ts');

describe('the environment', () => {
  it('loses what changes our trust or our code, and keeps the rest', () => {
    const kept = {
      HOME: '/home/person',
      PATH: '/usr/bin',
      DISPLAY: ':0',
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/bus',
      XDG_CONFIG_HOME: '/home/person/.config',
      MY_NODE_OPTIONS: 'x',
      BUILD_ELECTRON: '1',
    };
    const environment: NodeJS.ProcessEnv = {
      ...kept,
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
      NODE_EXTRA_CA_CERTS: '/tmp/ca.pem',
      NODE_OPTIONS: '--require /tmp/x.js',
      node_options: '--require /tmp/x.js',
      NAPI_RS_NATIVE_LIBRARY_PATH: '/tmp/keyring.node',
      SSLKEYLOGFILE: '/tmp/keys',
      ELECTRON_RUN_AS_NODE: '1',
      ELECTRON_ENABLE_LOGGING: '1',
      LD_PRELOAD: '/tmp/x.so',
      LD_LIBRARY_PATH: '/tmp',
      DYLD_INSERT_LIBRARIES: '/tmp/x.dylib',
    };
    scrubEnvironment(environment);
    expect(environment).toEqual(kept);
  });

  it('makes a process refuse a certificate again that it was told to accept', async () => {
    const { key, cert } = selfSignedCertificate('localhost', new Date('2099-01-01T00:00:00Z'));
    const server = createServer({ key, cert }, (_request, response) => response.end('open'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const request = (before: string): Promise<string> =>
      outputOf(`
      ${before}
      await fetch('https://localhost:${String(port)}/').then(
        async (response) => console.log(await response.text()),
        (cause) => console.log(cause.cause.code),
      );`);
    try {
      expect(await request('')).toBe('open');
      const scrubbing = `(await import('${pathToFileURL(modulePath).href}')).scrubEnvironment(process.env);`;
      expect(await request(scrubbing)).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

/** What a Node prints that was told to accept every certificate. */
async function outputOf(script: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', script],
    { env: { ...process.env, NODE_TLS_REJECT_UNAUTHORIZED: '0' } },
  );
  return stdout.trim();
}
