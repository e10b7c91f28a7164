import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { rootDir } from './planted-tree.ts';

const read = (path: string): string => readFileSync(join(rootDir, path), 'utf8');
const versions = z.record(z.string(), z.string());
const manifest = z
  .object({
    scripts: versions,
    dependencies: versions,
    devDependencies: versions,
    optionalDependencies: versions,
  })
  .parse(JSON.parse(read('package.json')));
const lockfile = z
  .object({
    packages: z.record(
      z.string(),
      z.object({ integrity: z.string().optional(), resolved: z.string().optional() }),
    ),
  })
  .parse(JSON.parse(read('package-lock.json')));

describe('the bootstrap', () => {
  const source = read('scripts/bootstrap.mjs');

  it('installs from the lockfile and never runs install scripts', () => {
    expect(source).toContain("'ci', '--ignore-scripts'");
  });

  it('uses nothing that is not there before the installation', () => {
    const imported = [...source.matchAll(/from '([^']+)'/g)].map((match) => match[1] ?? '');
    expect(imported.filter((name) => !/^(node:|\.\/find-program\.mjs)/.test(name))).toEqual([]);
    expect(read('scripts/find-program.mjs')).not.toMatch(/from '(?!node:)/);
  });

  it('leaves stdout to the command that follows', () => {
    expect(source).not.toMatch(/process\.stdout|console\.|stdio: 'inherit'/);
  });

  it('runs before every command, and installs system packages before the tests only', () => {
    const commands = Object.keys(manifest.scripts).filter((name) => !name.startsWith('pre'));
    const before = commands.map((name) => [name, manifest.scripts[`pre${name}`]]);
    expect(Object.fromEntries(before)).toEqual(
      Object.fromEntries(
        commands.map((name) => [
          name,
          name === 'test' ? 'node scripts/bootstrap.mjs --system' : 'node scripts/bootstrap.mjs',
        ]),
      ),
    );
  });

  it('is not switched off by .npmrc, which would disable the pre-scripts with the install scripts', () => {
    expect(read('.npmrc').trim()).toBe('save-exact=true');
  });
});

describe('the dependencies', () => {
  it('are pinned to exact versions', () => {
    const all = {
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies,
    };
    expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual(
      [],
    );
  });

  it('are bundled, but for the two native ones', () => {
    expect(Object.keys(manifest.dependencies)).toEqual([
      '@napi-rs/keyring',
      'better-sqlite3-multiple-ciphers',
    ]);
  });

  it('have an integrity for every package in the lockfile, and name no registry', () => {
    const packages = Object.entries(lockfile.packages).filter(([path]) => path !== '');
    expect(packages.length).toBeGreaterThan(100);
    expect(packages.filter(([, entry]) => entry.integrity === undefined)).toEqual([]);
    expect(packages.filter(([, entry]) => entry.resolved !== undefined)).toEqual([]);
  });
});
