import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { UntrustedText } from '../../../../renderer/ui/untrusted-text.tsx';

const draw = (text: string, limit?: number) =>
  renderToStaticMarkup(<UntrustedText text={text} limit={limit} />);

describe('UntrustedText', () => {
  it('draws mark-up as text, never as an element', () => {
    const html = draw('<img src=x onerror="alert(1)">');
    expect(html).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;');
    expect(html).not.toContain('<img');
  });

  it('isolates the direction of the text from what stands beside it', () => {
    expect(draw('مفاتيح')).toMatch(/^<bdi[^>]*>مفاتيح<\/bdi>$/u);
  });

  it('shows a right-to-left override instead of obeying it', () => {
    expect(draw('prod\u202Etset')).toContain('prod⟨U+202E⟩tset');
  });

  it('tells the full length of a name of 10,000 characters in the title', () => {
    const html = draw('n'.repeat(10_000));
    expect(html).toContain('(10000 characters)');
    expect(html).toContain(`>${'n'.repeat(200)}…<`);
    expect(html.length).toBeLessThan(700);
  });

  it('gives the whole name in the title when a shorter limit cuts it', () => {
    expect(draw('orders-production', 6)).toContain('title="orders-production (17 characters)"');
  });

  it('has no title when nothing was cut', () => {
    expect(draw('orders-prod')).not.toContain('title=');
  });

  it('says that a name is missing rather than drawing nothing', () => {
    expect(draw('')).toContain('(no name)');
    expect(draw('   ')).toContain('(no name)');
  });
});
