import { readFileSync } from 'node:fs';
import type { Oklch } from './oklch-contrast.ts';

const tokensPath = new URL('../../../../renderer/styles/tokens.css', import.meta.url);
const color = String.raw`oklch\(([\d.]+)% ([\d.]+) ([\d.]+|var\(--mark-hue\))(?: / [\d.]+%)?\)`;
const colorToken = new RegExp(
  String.raw`^\s*(--[a-z-]+): light-dark\(${color}, ${color}\);$`,
  'gmu',
);

export interface ColorToken {
  name: string;
  light: Oklch;
  dark: Oklch;
}

export function tokensSource(): string {
  return readFileSync(tokensPath, 'utf8');
}

/** Every `light-dark(oklch(…), oklch(…))` of tokens.css; `markHue` stands in for a provider's. */
export function readColorTokens(markHue = 0): ReadonlyMap<string, ColorToken> {
  const tokens = new Map<string, ColorToken>();
  for (const match of tokensSource().matchAll(colorToken)) {
    const [, name = '', ...figures] = match;
    const [light, dark] = [figures.slice(0, 3), figures.slice(3, 6)].map(
      ([lightness, chroma, hue]): Oklch => ({
        lightness: Number(lightness) / 100,
        chroma: Number(chroma),
        hue: hue === 'var(--mark-hue)' ? markHue : Number(hue),
      }),
    );
    if (light === undefined || dark === undefined) throw new Error(`unreadable token ${name}`);
    tokens.set(name, { name, light, dark });
  }
  return tokens;
}
