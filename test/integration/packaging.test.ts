import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const rootDir = join(import.meta.dirname, '../..');
const workDir = mkdtempSync(join(tmpdir(), 'rekey-package-'));
const appDir = join(workDir, 'release/linux-unpacked');

/** Marks the fuses inside a binary of Electron; version and count follow it, then one byte each. */
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fuseCount = 9;

type AsarEntry = { files?: Record<string, AsarEntry> | undefined };
const asarEntry: z.ZodType<AsarEntry> = z.lazy(() =>
  z.object({ files: z.record(z.string(), asarEntry).optional() }),
);

/** Stands in for Electron's download: enough for the packager to copy and to flip fuses in. */
function writeDummyElectron(dir: string): void {
  mkdirSync(join(dir, 'resources'), { recursive: true });
  const wire = Buffer.from([1, fuseCount, ...Buffer.from('101100101')]);
  const padding = Buffer.alloc(64);
  writeFileSync(
    join(dir, 'electron'),
    Buffer.concat([padding, Buffer.from(fuseSentinel), wire, padding]),
    { mode: 0o755 },
  );
  const manifest: unknown = JSON.parse(
    readFileSync(join(rootDir, 'node_modules/electron/package.json'), 'utf8'),
  );
  writeFileSync(join(dir, 'version'), z.object({ version: z.string() }).parse(manifest).version);
  for (const name of ['LICENSE', 'LICENSES.chromium.html']) writeFileSync(join(dir, name), '');
}

/** Every file in the archive; its header is JSON behind four 32-bit lengths. */
function listArchive(path: string): string[] {
  const archive = readFileSync(path);
  const header = archive.subarray(16, 16 + archive.readUInt32LE(12)).toString('utf8');
  const walk = (entry: AsarEntry, prefix: string): string[] =>
    entry.files === undefined
      ? [prefix]
      : Object.entries(entry.files).flatMap(([name, inner]) => walk(inner, `${prefix}/${name}`));
  return walk(asarEntry.parse(JSON.parse(header)), '');
}

describe.runIf(process.platform === 'linux')('the package', () => {
  beforeAll(() => {
    writeDummyElectron(join(workDir, 'electron'));
    execFileSync(
      process.execPath,
      [
        'node_modules/electron-builder/cli.js',
        '--linux',
        'dir',
        `-c.electronDist=${join(workDir, 'electron')}`,
        `-c.directories.output=${join(workDir, 'release')}`,
      ],
      { cwd: rootDir, stdio: 'pipe' },
    );
  });
  afterAll(() => rmSync(workDir, { recursive: true, force: true }));

  it('holds the bundles and the two native packages, and nothing of the browser host', () => {
    const files = listArchive(join(appDir, 'resources/app.asar'));
    const packages = files.flatMap(
      (path) => /^\/node_modules\/((@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
    );
    expect([...new Set(packages)].filter((name) => !name.startsWith('@napi-rs/keyring'))).toEqual([
      'better-sqlite3-multiple-ciphers',
    ]);
    expect(packages).toContain('@napi-rs/keyring');

    const own = files.filter((path) => !path.startsWith('/node_modules/'));
    expect(own).toContain('/dist/main/main.js');
    expect(own).toContain('/dist/preload/preload.cjs');
    expect(own).toContain('/dist/renderer/index.html');
    expect(
      own.filter((path) => !/^\/(package\.json|dist\/(main|preload|renderer)\/.+)$/.test(path)),
    ).toEqual([]);
    expect(files.filter((path) => /\.(map|ts|env)$|browser-host/.test(path))).toEqual([]);
  });

  it('carries one binary of each native package, outside the archive', () => {
    const binaries = listArchive(join(appDir, 'resources/app.asar')).filter((path) =>
      path.endsWith('.node'),
    );
    expect(binaries).toHaveLength(2);
    for (const path of binaries) {
      expect(
        readFileSync(join(appDir, `resources/app.asar.unpacked${path}`)).length,
      ).toBeGreaterThan(0);
    }
  });

  it('has every fuse set', () => {
    const binary = readFileSync(join(appDir, 'rekey'));
    const start = binary.indexOf(fuseSentinel) + fuseSentinel.length + 2;
    const wire = binary.subarray(start, start + fuseCount).toString('latin1');
    const [
      runAsNode,
      cookieEncryption,
      nodeOptions,
      nodeInspect,
      asarIntegrity,
      onlyFromAsar,
      ownV8Snapshot,
      fileProtocolPrivileges,
      wasmTrapHandlers,
    ] = [...wire].map((fuse) => fuse === '1');
    expect({
      runAsNode,
      cookieEncryption,
      nodeOptions,
      nodeInspect,
      asarIntegrity,
      onlyFromAsar,
      ownV8Snapshot,
      fileProtocolPrivileges,
      wasmTrapHandlers,
    }).toEqual({
      runAsNode: false,
      cookieEncryption: true,
      nodeOptions: false,
      nodeInspect: false,
      asarIntegrity: true,
      onlyFromAsar: true,
      ownV8Snapshot: false,
      fileProtocolPrivileges: false,
      wasmTrapHandlers: true,
    });
  });
});
