import { describe, expect, it } from 'vitest';
import { contrast, isInsideSrgb, toLinearRgb } from './oklch-contrast.ts';
import { readColorTokens, tokensSource, type ColorToken } from './read-tokens.ts';

const themes = ['light', 'dark'] as const;
const tokens = readColorTokens();

function token(name: string): ColorToken {
  const found = tokens.get(name);
  if (found === undefined) throw new Error(`no colour token ${name} in tokens.css`);
  return found;
}

const plainSurfaces = [
  '--surface-base',
  '--surface-sunken',
  '--surface-raised',
  '--surface-field',
  '--surface-hover',
  '--surface-pressed',
  '--surface-selected',
];
const tintedSurfaces = [
  '--surface-accent',
  '--surface-danger',
  '--surface-warning',
  '--surface-success',
];

/** Which text stands on which surface; a new text token must be entered here. */
const textOn: Readonly<Record<string, readonly string[]>> = {
  '--text-strong': [...plainSurfaces, ...tintedSurfaces],
  '--text-normal': [...plainSurfaces, ...tintedSurfaces],
  '--text-muted': [...plainSurfaces, ...tintedSurfaces],
  '--text-accent': [...plainSurfaces, '--surface-accent'],
  '--text-danger': [...plainSurfaces, '--surface-danger'],
  '--text-warning': [...plainSurfaces, '--surface-warning'],
  '--text-success': [...plainSurfaces, '--surface-success'],
  '--text-on-fill': [
    '--fill-accent',
    '--fill-accent-hover',
    '--fill-danger',
    '--fill-danger-hover',
  ],
  '--text-on-tooltip': ['--surface-tooltip'],
};

/** WCAG 1.4.11: what shows that something is a control, its state or its focus. */
const visibleOn: Readonly<Record<string, readonly string[]>> = {
  '--line-control': plainSurfaces,
  '--line-control-hover': plainSurfaces,
  '--line-accent': [...plainSurfaces, '--surface-accent'],
  '--line-danger': [...plainSurfaces, '--surface-danger'],
  '--line-warning': [...plainSurfaces, '--surface-warning'],
  '--line-success': [...plainSurfaces, '--surface-success'],
  '--focus-ring': [...plainSurfaces, ...tintedSurfaces],
  '--fill-accent': ['--surface-base', '--surface-sunken', '--surface-raised', '--surface-field'],
  '--fill-danger': ['--surface-base', '--surface-sunken', '--surface-raised'],
};

function failures(
  pairs: Readonly<Record<string, readonly string[]>>,
  theme: (typeof themes)[number],
  minimum: number,
): string[] {
  return Object.entries(pairs).flatMap(([front, backs]) =>
    backs.flatMap((back) => {
      const ratio = contrast(token(front)[theme], token(back)[theme]);
      return ratio >= minimum ? [] : [`${front} on ${back}: ${ratio.toFixed(2)}`];
    }),
  );
}

describe('the contrast arithmetic', () => {
  it('gives 21 for black on white and 1 for a colour on itself', () => {
    const black = { lightness: 0, chroma: 0, hue: 0 };
    const white = { lightness: 1, chroma: 0, hue: 0 };
    expect(contrast(black, white)).toBeCloseTo(21, 3);
    expect(contrast(white, white)).toBe(1);
  });

  it('finds the sRGB primaries where CSS Color 4 puts them', () => {
    const red = toLinearRgb({ lightness: 0.627955, chroma: 0.257683, hue: 29.2339 });
    const blue = toLinearRgb({ lightness: 0.452014, chroma: 0.313214, hue: 264.052 });
    expect(red.map((channel) => Math.round(channel * 1000) / 1000)).toEqual([1, 0, 0]);
    expect(blue.map((channel) => Math.abs(Math.round(channel * 1000) / 1000))).toEqual([0, 0, 1]);
  });

  it('knows a colour that no screen of sRGB shows', () => {
    expect(isInsideSrgb({ lightness: 0.7, chroma: 0.3, hue: 150 })).toBe(false);
  });
});

describe('tokens.css', () => {
  it('has every colour in the one form that this test can read', () => {
    const colorLines = tokensSource().match(/oklch\(|#[0-9a-f]{3,8}\b|rgb\(|hsl\(/giu) ?? [];
    expect(tokens.size).toBeGreaterThanOrEqual(37);
    // The one other mention is the comment that states the form.
    expect(colorLines.length).toBe(tokens.size * 2 + 2);
  });

  it('states a pair for every text, line and fill that carries meaning', () => {
    const exempt = ['--text-disabled', '--line-hairline'];
    const meaningful = [...tokens.keys()].filter((name) => /^--(?:text|line|fill)-/u.test(name));
    const covered = new Set([...Object.keys(textOn), ...Object.keys(visibleOn), ...exempt]);
    const backs = new Set(Object.values(textOn).flat());
    expect(meaningful.filter((name) => !covered.has(name) && !backs.has(name))).toEqual([]);
  });

  it.each(themes)('keeps text at 4.5 to 1 or more on every surface it stands on, %s', (theme) => {
    expect(failures(textOn, theme, 4.5)).toEqual([]);
  });

  it.each(themes)('keeps controls, states and focus at 3 to 1 or more, %s', (theme) => {
    expect(failures(visibleOn, theme, 3)).toEqual([]);
  });

  it.each(themes)('keeps hairlines visible but quiet, %s', (theme) => {
    const ratios = ['--surface-base', '--surface-sunken', '--surface-raised'].map((surface) =>
      contrast(token('--line-hairline')[theme], token(surface)[theme]),
    );
    expect(Math.min(...ratios)).toBeGreaterThan(1.2);
    expect(Math.max(...ratios)).toBeLessThan(2);
  });

  it.each(themes)('keeps disabled words legible though exempt, %s', (theme) => {
    const ratios = ['--surface-base', '--surface-sunken', '--surface-raised'].map((surface) =>
      contrast(token('--text-disabled')[theme], token(surface)[theme]),
    );
    expect(Math.min(...ratios)).toBeGreaterThan(2.5);
  });

  it.each(themes)('draws only colours that sRGB holds, %s', (theme) => {
    const outside = [...tokens.values()].filter((each) => !isInsideSrgb(each[theme]));
    expect(outside.map((each) => each.name)).toEqual([]);
  });

  it.each(themes)('makes a legible mark of every provider hue, %s', (theme) => {
    const illegible = Array.from({ length: 360 }, (_, hue) => hue).filter((hue) => {
      const hued = readColorTokens(hue);
      const text = hued.get('--mark-text')?.[theme];
      const surface = hued.get('--mark-surface')?.[theme];
      if (text === undefined || surface === undefined) return true;
      return contrast(text, surface) < 4.5 || !isInsideSrgb(text) || !isInsideSrgb(surface);
    });
    expect(illegible).toEqual([]);
  });
});

describe('the other measures of tokens.css', () => {
  const lengths = [...tokensSource().matchAll(/^\s*(--[a-z0-9-]+): (\d+)px;$/gmu)].map(
    ([, name = '', pixels = '']) => ({ name, pixels: Number(pixels) }),
  );

  it('keeps space and heights on the grid of 4 pixels', () => {
    const gridded = lengths.filter(({ name }) =>
      /^--(?:space|row|control|header|line-height|navigation|details)/u.test(name),
    );
    expect(gridded.length).toBeGreaterThanOrEqual(14);
    expect(gridded.filter(({ pixels }) => pixels % 4 !== 0)).toEqual([]);
  });

  it('has the measures of the design: rows 32, radius 6, navigation 232, details 380', () => {
    const measure = (wanted: string) => lengths.find(({ name }) => name === wanted)?.pixels;
    expect(measure('--row-height')).toBe(32);
    expect(measure('--radius')).toBe(6);
    expect(measure('--navigation-width')).toBe(232);
    expect(measure('--details-width')).toBe(380);
    expect(measure('--font-size-body')).toBe(13);
  });

  it('takes all movement away when the system asks for less', () => {
    const reduced = /@media \(prefers-reduced-motion: reduce\) \{([\s\S]*?)\n\}/u.exec(
      tokensSource(),
    );
    const moving = [...tokensSource().matchAll(/(--motion-[a-z]+): [1-9]\d*ms/gu)].map((m) => m[1]);
    expect(moving.length).toBeGreaterThan(0);
    for (const name of moving) expect(reduced?.[1]).toContain(`${String(name)}: 0ms`);
  });
});
