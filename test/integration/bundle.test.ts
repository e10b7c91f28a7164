import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const distDir = join(import.meta.dirname, '../../dist');
const read = (path: string): string => readFileSync(join(distDir, path), 'utf8');
const sizeOf = (path: string): number => readFileSync(join(distDir, path)).length;
const filesOf = (folder: string): string[] =>
  readdirSync(join(distDir, folder), { recursive: true, encoding: 'utf8' });

/** Budgets in bytes of the minified file; raising one is a decision, not a side effect. */
const preloadBudget = 4_096;
const rendererBudget = 1_200_000;

const namesIn = (code: string, statement: RegExp): string[] => [
  ...new Set([...code.matchAll(statement)].map((match) => match[1] ?? '')),
];
/** What a bundle still asks its surroundings for; names that begin with a dot are its own chunks. */
const importsOf = (code: string): string[] =>
  namesIn(code, /\b(?:from|import)\s*["'`]([^"'`.\s();][^"'`\s();]*)["'`]/g);
const requiresOf = (code: string): string[] => namesIn(code, /\brequire\(["'`]([^"'`]+)["'`]\)/g);

describe('the build', () => {
  it('keeps the preload to one small CommonJS file that needs nothing but electron', () => {
    expect(filesOf('preload')).toEqual(['preload.cjs']);
    const code = read('preload/preload.cjs');
    expect(requiresOf(code)).toEqual(['electron']);
    expect(code).not.toMatch(/^\s*(import|export)\b/m);
    expect(sizeOf('preload/preload.cjs')).toBeLessThan(preloadBudget);
  });

  it('keeps the renderer within its budget and free of source maps', () => {
    const files = filesOf('renderer');
    const scripts = files.filter((path) => path.endsWith('.js'));
    const total = scripts.reduce((sum, path) => sum + sizeOf(join('renderer', path)), 0);
    expect(total).toBeLessThan(rendererBudget);
    expect(files.filter((path) => path.endsWith('.map'))).toEqual([]);
  });

  it('carries no schema library into the page, whose answers were parsed in main', () => {
    const carriesSchemas = (folder: string): boolean =>
      filesOf(folder).some(
        (path) => path.endsWith('.js') && /\b_zod\b/.test(read(join(folder, path))),
      );
    expect(carriesSchemas('main')).toBe(true);
    expect(carriesSchemas('renderer')).toBe(false);
  });

  it('leaves only electron, Node and the two native packages outside main', () => {
    const scripts = filesOf('main').filter((path) => path.endsWith('.js'));
    const outside = scripts.flatMap((path) => importsOf(read(join('main', path))));
    const allowed = /^(electron|node:.+|@napi-rs\/keyring|better-sqlite3-multiple-ciphers)$/;
    expect(scripts).toContain('main.js');
    expect(scripts).toContain('keychain-helper.js');
    expect(outside).toContain('electron');
    expect([...new Set(outside)].filter((name) => !allowed.test(name))).toEqual([]);
  });

  it('puts no script or style into the page itself, which the policy of the page forbids', () => {
    const page = read('renderer/index.html');
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=/);
  });
});
