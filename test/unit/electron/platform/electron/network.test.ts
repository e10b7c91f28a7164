import { beforeEach, describe, expect, it } from 'vitest';
import { ElectronNetwork } from '../../../../../electron/platform/electron/network.ts';
import { app, restartElectron } from '../../../../fakes/electron-module.ts';
import { sessions, type FakeSession } from '../../../../fakes/electron-session.ts';

let network: ElectronNetwork;
let reading: FakeSession;
let posting: FakeSession;

beforeEach(() => {
  restartElectron();
  app.becomeReady();
  network = new ElectronNetwork();
  reading = sessions.get('rekey-net')!;
  posting = sessions.get('rekey-net-post')!;
});

const moment = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const post = (name: string, signal?: AbortSignal): Promise<Response> =>
  network.fetch(`https://x/${name}`, {
    method: 'POST',
    ...(signal === undefined ? {} : { signal }),
  });

/** Answers every POST when told to, by name; until then it is under way. */
function answeredByHand(): (name: string, response: Response) => void {
  const waiting = new Map<string, (response: Response) => void>();
  posting.answerFetch = (url, init) =>
    new Promise((resolve, reject) => {
      const abort = (): void => {
        reject(new DOMException('This operation was aborted', 'AbortError'));
      };
      if (init?.signal?.aborted === true) abort();
      init?.signal?.addEventListener('abort', abort);
      waiting.set(url.split('/').at(-1)!, resolve);
    });
  return (name, response) => {
    waiting.get(name)!(response);
  };
}

describe('the network', () => {
  it('uses two sessions in memory, without a cache', () => {
    expect(
      [...sessions.values()].slice(1).map(({ partition, options }) => [partition, options]),
    ).toEqual([
      ['rekey-net', { cache: false }],
      ['rekey-net-post', { cache: false }],
    ]);
  });

  it.each(['GET', 'PUT', 'DELETE', 'PATCH', undefined])('sends %s as it comes', async (method) => {
    reading.answerFetch = () => Promise.resolve(new Response('{}'));
    const init = method === undefined ? {} : { method };
    expect(await (await network.fetch('https://x/1', init)).text()).toBe('{}');
    expect(reading.fetched).toEqual([{ url: 'https://x/1', init }]);
    expect(posting.traffic).toEqual([]);
  });

  it.each(['POST', 'post'])('sends %s over a connection opened for it', async (method) => {
    posting.answerFetch = () =>
      Promise.resolve(new Response('{"id":1}', { status: 201, headers: { 'x-a': 'b' } }));
    const response = await network.fetch('https://x/1', { method });
    expect(await response.json()).toEqual({ id: 1 });
    expect([response.status, response.headers.get('x-a')]).toEqual([201, 'b']);
    expect(posting.traffic).toEqual(['close', 'fetch https://x/1']);
    expect(reading.traffic).toEqual([]);
  });

  it('opens no connection for a POST while the answer to another is being read', async () => {
    const answer = answeredByHand();
    const first = post('first');
    const second = post('second');
    await moment();
    answer('first', new Response('{}'));
    const response = await first;
    await moment();
    expect(posting.traffic).toEqual(['close', 'fetch https://x/first']);
    await response.text();
    await moment();
    expect(posting.traffic.slice(2)).toEqual(['close', 'fetch https://x/second']);
    answer('second', new Response(null, { status: 204 }));
    expect((await second).status).toBe(204);
  });

  it.each([
    ['has no body', null],
    ['is not wanted', '{}'],
  ])('goes on when an answer %s', async (_why, body) => {
    const answer = answeredByHand();
    const first = post('first');
    const second = post('second');
    await moment();
    answer('first', new Response(body));
    await (await first).body?.cancel();
    await moment();
    answer('second', new Response(null));
    expect((await second).ok).toBe(true);
  });

  it('goes on when an answer is cut off in the middle, and says that it was', async () => {
    const answer = answeredByHand();
    const first = post('first');
    const second = post('second');
    await moment();
    const cut = new ReadableStream({
      pull: () => {
        throw new Error('net::ERR_CONNECTION_RESET');
      },
    });
    answer('first', new Response(cut));
    await expect((await first).text()).rejects.toThrow('net::ERR_CONNECTION_RESET');
    await moment();
    answer('second', new Response(null));
    expect((await second).ok).toBe(true);
  });

  it('goes on after a POST that failed', async () => {
    await expect(post('first')).rejects.toThrow('net::ERR_INTERNET_DISCONNECTED');
    posting.answerFetch = () => Promise.resolve(new Response('{}'));
    expect((await post('second')).ok).toBe(true);
  });

  it('goes on after a POST that was given up under way', async () => {
    const answer = answeredByHand();
    const giveUp = new AbortController();
    const first = post('first', giveUp.signal);
    const second = post('second');
    await moment();
    giveUp.abort();
    await expect(first).rejects.toThrow(/abort/i);
    await moment();
    answer('second', new Response(null));
    expect((await second).ok).toBe(true);
  });

  it('goes on after an answer that nobody reads, once its request is given up', async () => {
    const answer = answeredByHand();
    const giveUp = new AbortController();
    const first = post('first', giveUp.signal);
    const second = post('second');
    await moment();
    answer('first', new Response('{}', { status: 300 }));
    await first;
    await moment();
    expect(posting.traffic).not.toContain('fetch https://x/second');
    giveUp.abort();
    await moment();
    answer('second', new Response(null));
    expect((await second).ok).toBe(true);
  });

  it('does not let one that gave up waiting open the way past the one before', async () => {
    const answer = answeredByHand();
    const giveUp = new AbortController();
    const first = post('first');
    const second = post('second', giveUp.signal);
    const third = post('third');
    await moment();
    giveUp.abort();
    await moment();
    expect(posting.traffic).toEqual(['close', 'fetch https://x/first']);
    answer('first', new Response(null));
    await first;
    await expect(second).rejects.toThrow(/abort/i);
    await moment();
    // The second one was never sent, and did not close what the third one uses.
    expect(posting.traffic.slice(2)).toEqual(['close', 'fetch https://x/third']);
    answer('third', new Response(null));
    expect((await third).ok).toBe(true);
  });
});
