import { describe, expect, it } from 'vitest';
import { formatShortcut } from '../../../../renderer/ui/format-shortcut.ts';

describe('formatShortcut', () => {
  it('uses the symbols of a Mac on a Mac', () => {
    expect(formatShortcut('Mod+Shift+K', true)).toBe('⌘⇧K');
    expect(formatShortcut('Escape', true)).toBe('esc');
  });

  it('uses words elsewhere', () => {
    expect(formatShortcut('Mod+K', false)).toBe('Ctrl+K');
    expect(formatShortcut('Escape', false)).toBe('Esc');
    expect(formatShortcut('/', false)).toBe('/');
  });
});
