import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventStream } from '../../../../electron/browser-host/event-stream.ts';

let stream: EventStream;

beforeEach(() => {
  stream = new EventStream();
});

afterEach(() => {
  stream.close();
});

/** What a page has been sent until the stream ended. */
async function textOf(page: ReadableStream<Uint8Array>): Promise<string> {
  return new Response(page).text();
}

describe('the event stream', () => {
  it('sends every event to every page, and a greeting to its own', async () => {
    const first = textOf(stream.open([{ name: 'host.question', payload: { id: '1' } }]));
    const second = textOf(stream.open([]));
    stream.publish('settings.changed', {});
    stream.close();
    expect(await first).toBe(
      'retry: 1000\n\nevent: host.question\ndata: {"id":"1"}\n\nevent: settings.changed\ndata: {}\n\n',
    );
    expect(await second).toBe('retry: 1000\n\nevent: settings.changed\ndata: {}\n\n');
  });

  it('keeps a name with line breaks in one event', async () => {
    const page = textOf(stream.open([]));
    stream.send('host.question', { title: 'a\n\nevent: forged\ndata: {}' });
    stream.close();
    expect((await page).split('\n\n').filter((part) => part.startsWith('event:'))).toHaveLength(1);
  });

  it('goes on for the others when a page has left', async () => {
    const left = stream.open([]);
    const stays = textOf(stream.open([]));
    await left.cancel();
    stream.publish('activity.appended', {});
    stream.close();
    expect(await stays).toContain('activity.appended');
  });
});
