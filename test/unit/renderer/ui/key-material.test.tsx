import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { groupCharacters } from '../../../../renderer/ui/group-characters.ts';
import { KeyMaterial } from '../../../../renderer/ui/key-material.tsx';
import { truncateMiddle } from '../../../../renderer/ui/truncate-middle.ts';

const secretText = 'sec-c-Ab12xRKCANARY90f1e2d3';

describe('truncateMiddle', () => {
  it('keeps the ends that tell values apart', () => {
    expect(truncateMiddle('pub-c-8f21aaaa-bbbb-cccc-c04d')).toBe('pub-c-8f21…c04d');
  });

  it('leaves a value alone that would not get shorter', () => {
    expect(truncateMiddle('pub-c-8f21c04d1')).toBe('pub-c-8f21c04d1');
  });
});

describe('groupCharacters', () => {
  it('cuts at the value’s own separators, then every four', () => {
    expect(groupCharacters('pub-c-8f21aabb-1c')).toEqual(['pub-', 'c-', '8f21', 'aabb', '-', '1c']);
  });

  it('loses and adds nothing', () => {
    for (const text of ['', 'a', 'xVLyHw.Ab-12_c:dEf', '🚀🚀🚀🚀🚀', 'a\nb']) {
      expect(groupCharacters(text).join('')).toBe(text);
    }
  });
});

describe('KeyMaterial', () => {
  it('draws dots for a masked value, after the provider’s own stub', () => {
    const html = renderToStaticMarkup(
      <KeyMaterial label="Secret key" state="masked" stub="sec-c-Ab12x" />,
    );
    expect(html).toContain('sec-c-Ab12x');
    expect(html).toContain('••••••••');
    expect(html).toContain('Secret key: ');
    expect(html).toContain('hidden');
  });

  it('shortens an identifier and keeps the whole of it in the title', () => {
    const text = 'pub-c-8f21aaaa-bbbb-cccc-c04d';
    const html = renderToStaticMarkup(
      <KeyMaterial label="Publish key" state="identifier" text={text} />,
    );
    expect(html).toContain(`title="${text}"`);
    expect(html).toContain('>pub-c-8f21…c04d<');
  });

  it('reveals the value in groups with nothing between them that a copy would carry', () => {
    const html = renderToStaticMarkup(
      <KeyMaterial label="Secret key" state="revealed" secretText={secretText} />,
    );
    expect(
      html.replace(/<span class="visually-hidden">.*?<\/span>/u, '').replace(/<[^>]+>/gu, ''),
    ).toBe(secretText);
    expect(html).not.toContain('title=');
  });
});
