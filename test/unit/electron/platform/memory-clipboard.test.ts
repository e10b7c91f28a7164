import { describe, expect, it } from 'vitest';
import { MemoryClipboard } from '../../../fakes/memory-clipboard.ts';

describe('the clipboard of the tests', () => {
  it('clears its own content and never what another program copied', async () => {
    const clipboard = new MemoryClipboard();
    await clipboard.writeSecret('RKCANARY one');
    expect(clipboard.isMarkedSecret).toBe(true);
    clipboard.foreignCopy('a shopping list');
    await clipboard.clearIfStill('RKCANARY one');
    expect(clipboard.content).toBe('a shopping list');
    await clipboard.writeText('RKCANARY two');
    await clipboard.clearIfStill('RKCANARY two');
    expect([clipboard.content, clipboard.cleared]).toEqual(['', 1]);
  });

  it('can be missing', async () => {
    const clipboard = new MemoryClipboard();
    clipboard.isAvailable = false;
    expect(await clipboard.writeSecret('RKCANARY')).toEqual({
      ok: false,
      error: { kind: 'clipboard-unavailable' },
    });
    expect(clipboard.content).toBe('');
  });
});
