import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleText } from '../../../../renderer/ui/visible-text.ts';

describe('visibleText', () => {
  it('leaves ordinary names of any script alone', () => {
    for (const name of [
      'orders-prod',
      'Schlüssel für Zürich',
      '注文',
      'заказы',
      'مفاتيح',
      'a b_c:d',
    ]) {
      expect(visibleText(name)).toBe(name);
    }
  });

  it('leaves mark-up as the characters it is made of', () => {
    const name = '<img src=x onerror=alert(1)>';
    expect(visibleText(name)).toBe(name);
  });

  it('writes out the controls that reorder text', () => {
    expect(visibleText('invoice\u202Egpj.exe')).toBe('invoice⟨U+202E⟩gpj.exe');
    for (const code of [0x200e, 0x200f, 0x202a, 0x202c, 0x202d, 0x2066, 0x2067, 0x2069, 0x061c]) {
      const hex = code.toString(16).toUpperCase().padStart(4, '0');
      expect(visibleText(String.fromCodePoint(code))).toBe(`⟨U+${hex}⟩`);
    }
  });

  it('writes out what has no width', () => {
    expect(visibleText('pro\u200Bd')).toBe('pro⟨U+200B⟩d');
    expect(visibleText('\uFEFFprod')).toBe('⟨U+FEFF⟩prod');
    expect(visibleText('pro\u00ADd')).toBe('pro⟨U+00AD⟩d');
    expect(visibleText('prod\u{E0041}')).toBe('prod⟨U+E0041⟩');
    expect(visibleText('prod\u{E0101}')).toBe('prod⟨U+E0101⟩');
    expect(visibleText('prod\uFE0F')).toBe('prod⟨U+FE0F⟩');
    expect(visibleText('\u3164')).toBe('⟨U+3164⟩');
  });

  it('writes out control characters and line breaks', () => {
    expect(visibleText('a\u0000b\u001B[31mc\u007F\u0085')).toBe(
      'a⟨U+0000⟩b⟨U+001B⟩[31mc⟨U+007F⟩⟨U+0085⟩',
    );
    expect(visibleText('one\ntwo\tthree\u2028four')).toBe(
      'one⟨U+000A⟩two⟨U+0009⟩three⟨U+2028⟩four',
    );
  });

  it('writes out half a surrogate pair', () => {
    expect(visibleText('a\uD83D')).toBe('a⟨U+D83D⟩');
  });

  it('keeps an emoji whole, with its presentation selector', () => {
    expect(visibleText('⚠\uFE0F rocket 🚀')).toBe('⚠\uFE0F rocket 🚀');
  });

  it('cuts after 200 code points and never inside one', () => {
    expect(visibleText('x'.repeat(200))).toBe('x'.repeat(200));
    expect(visibleText('x'.repeat(10_000))).toBe(`${'x'.repeat(200)}…`);
    expect(visibleText('🚀'.repeat(201))).toBe(`${'🚀'.repeat(200)}…`);
    expect(visibleText('🚀'.repeat(200))).toBe('🚀'.repeat(200));
  });

  it('cuts at another limit when told', () => {
    expect(visibleText('orders-prod', 6)).toBe('orders…');
  });

  it('lets no hiding character through, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        expect(visibleText(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  it('never changes a text that it has already made visible', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (text) => {
        const once = visibleText(text, 10_000);
        expect(visibleText(once, 10_000)).toBe(once);
      }),
    );
  });
});
