import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAbetterchoice } from '../../../../../electron/providers/abetterchoice/index.ts';
import { requestSignature } from '../../../../../electron/providers/abetterchoice/signature.ts';
import { createProviderHttp } from '../../../../../electron/providers/provider-http.ts';
import { adapterOf } from '../../../../../electron/providers/provider-registry.ts';
import type { KeyMaterial } from '../../../../../electron/services/ports/provider-values.ts';
import type { ProviderOperations } from '../../../../../electron/services/ports/provider-operations.ts';
import { linkTargets } from '../../../../../electron/platform/link-targets.ts';
import { guideText } from '../../../../../shared/keys/by-hand-key.ts';
import { FakeClock } from '../../../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../../../fakes/fake-id-source.ts';
import { FakeTransport, jsonAnswer } from '../../../../fakes/fake-transport.ts';
import { tokenSecret } from '../../../../providers/abetterchoice/profile.ts';

const target = {
  baseUrl: 'https://abetterchoice.ai',
  dataPlaneUrl: 'https://openapi.abetterchoice.ai',
};
const material: KeyMaterial = {
  ...{ name: 'server_prod', providerContainerId: '4242', scope: { kind: 'project' } },
  parts: [{ role: 'token', secretValue: tokenSecret }],
};

function setUp(answer: unknown = { ret_code: 100 }, status = 200) {
  const clock = new FakeClock();
  const transport = new FakeTransport(() => jsonAnswer(answer, { status }));
  const ids = new FakeIdSource();
  const http = createProviderHttp({
    ...{ transport: transport.fetch, clock, ids, allowLoopback: false },
  });
  const adapter = adapterOf(createAbetterchoice({ http, clock, ids }));
  const operations = adapter.operations as Required<ProviderOperations>;
  const probe = (changes: Partial<KeyMaterial> = {}) =>
    operations.probeKey(target, { ...material, ...changes }, new AbortController().signal);
  return { adapter, operations, clock, probe, requests: transport.requests };
}

const encoded = (json: unknown): string => Buffer.from(JSON.stringify(json)).toString('base64url');

describe('the signature', () => {
  it('is the lower-case hex MD5 of token, name and timestamp in one', () => {
    // Worked out with md5sum: printf %s 'tokname1700000000' | md5sum
    expect(requestSignature('tok', 'name', '1700000000')).toBe('bb072918fa4480e65b7c0a4117581702');
  });
});

describe('a check', () => {
  it.each([
    [100, { kind: 'works', status: 100 }],
    [101, { kind: 'refused', status: 101 }],
  ])('with ret_code %d is a verdict, whatever the status', async (code, verdict) => {
    for (const status of [200, 400, 403, 500]) {
      const { probe, requests } = setUp({ ret_code: code, msg: 'RKCANARY' }, status);
      expect(await probe()).toEqual({ ok: true, value: verdict });
      expect(requests).toHaveLength(1);
    }
  });

  it.each([
    [0, { kind: 'provider-unavailable', reason: 'server-error' }],
    [104, { kind: 'provider-unavailable', reason: 'server-error' }],
    [105, { kind: 'provider-unavailable', reason: 'server-error' }],
    [103, { kind: 'provider-rejected', code: '103' }],
    [999, { kind: 'provider-rejected', code: '999' }],
  ])('with ret_code %d is none, and is not repeated', async (code, error) => {
    const { probe, requests } = setUp({ ret_code: code });
    expect(await probe()).toMatchObject({ ok: false, error });
    expect(requests).toHaveLength(1);
  });

  it('says when to come back at the traffic limit', async () => {
    const { probe, clock } = setUp({ ret_code: 102 });
    const retryAt = clock.now() + 30_000;
    expect(await probe()).toMatchObject({ error: { kind: 'provider-rate-limited', retryAt } });
  });

  it('never sends the token', async () => {
    const { probe, requests } = setUp();
    await probe();
    const [request] = requests;
    const sent = [request?.url.href, request?.body, ...(request?.headers.values() ?? [])];
    expect(sent.join()).not.toContain('RKCANARY');
    expect(sent.join()).not.toContain(tokenSecret.split('.')[1]);
  });

  it.each<[string, Partial<KeyMaterial>]>([
    ['without the token', { parts: [] }],
    ['without a name', { name: '' }],
    ['with a name that would be another header', { name: 'a\r\nx-evil: 1' }],
    ['without a project', { providerContainerId: '' }],
    ['with a project id that is no number', { providerContainerId: '42a' }],
  ])('%s is not sent', async (_, changes) => {
    const { probe, requests } = setUp();
    expect(await probe(changes)).toMatchObject({ ok: false, error: { kind: 'not-found' } });
    expect(requests).toHaveLength(0);
  });
});

describe('a project', () => {
  it.each(['4242', ' 7 ', '999999999999999999'])('with the id "%s" is opened', (projectId) => {
    const { operations, requests } = setUp();
    const id = projectId.trim();
    expect(operations.openByHand({ projectId })).toEqual({
      ok: true,
      value: {
        ...{ accountId: id, accountName: `Project ${id}` },
        containers: [{ providerContainerId: id, name: `Project ${id}` }],
      },
    });
    expect(requests).toHaveLength(0);
  });

  it.each(['', '0', '-1', '1.5', '42a', '٤٢', '1e3', '1'.repeat(19), '42/../1'])(
    'with the id "%s" is refused',
    (projectId) => {
      expect(setUp().operations.openByHand({ projectId })).toMatchObject({
        error: { kind: 'invalid-input' },
      });
    },
  );
});

describe('a token', () => {
  const { readByHandSecret } = setUp().operations;
  const token = (payload: unknown): string => `e30.${encoded(payload)}.c2ln`;

  it('tells the name of its key, when it was made and when it ends', () => {
    expect(readByHandSecret(tokenSecret)).toEqual({
      ...{ name: 'server_prod', createdAt: 1_700_000_000_000, expiresAt: 2_015_360_000_000 },
    });
  });

  it.each([[{}], [{ iat: '1', exp: null }], [{ iat: -1, exp: 1e300 }]])(
    'with the times %j tells the name alone',
    (times) => {
      const facts = readByHandSecret(token({ tokenName: 'a', ...times }));
      expect(facts).toEqual({ name: 'a', createdAt: null, expiresAt: null });
    },
  );

  it.each([
    ...['', 'plain', 'a.b.c', 'a..c', `e30.${encoded('text')}.x`, 'x'.repeat(9_000)],
    ...[token({ tokenName: 1 }), token({ tokenName: '' }), token(null), token([])],
    token({ tokenName: 'n'.repeat(201) }),
  ])('of another form tells nothing: %#', (secretValue) => {
    expect(readByHandSecret(secretValue)).toBeNull();
  });

  it('never throws, and never answers more than its three facts', () => {
    const payloads = fc.oneof(
      fc.json().map((json) => `e30.${Buffer.from(json).toString('base64url')}.c2ln`),
      fc.string({ unit: 'binary' }),
      fc.array(fc.base64String(), { maxLength: 5 }).map((parts) => parts.join('.')),
    );
    fc.assert(
      fc.property(payloads, (secretValue) => {
        const facts = readByHandSecret(secretValue);
        if (facts !== null)
          expect(Object.keys(facts).sort()).toEqual(['createdAt', 'expiresAt', 'name']);
      }),
    );
  });
});

describe('the rules of keys', () => {
  const { adapter } = setUp();

  it.each([
    ['server_prod', []],
    ['A_1', []],
    ['', ['The name is missing.']],
    ['a-b', [expect.stringContaining('Only letters')]],
    ['a b', [expect.stringContaining('Only letters')]],
    ['a\n', [expect.stringContaining('Only letters')]],
    ['a'.repeat(101), [expect.stringContaining('100')]],
  ])('judge the name "%s"', (name, problems) => {
    expect(adapter.draftProblems({ name, scope: null })).toEqual(problems);
  });

  it('offer nothing but the console, a check that counts, and no rotation', () => {
    const { capabilities } = adapter.descriptor;
    const offered = Object.entries(capabilities).filter(([, value]) => value === true);
    expect(offered.map(([name]) => name).sort()).toEqual([
      ...['byHand', 'verify', 'verifyCountsAsTraffic'],
    ]);
    expect(capabilities).toMatchObject({ end: null, rotate: 'guided', strategies: ['guided'] });
  });
});

describe('the guide', () => {
  const { guide } = setUp().adapter.descriptor;
  const steps = Object.values(guide?.steps ?? {}).flat();

  it('leads only to pages that Rekey opens', () => {
    const links = steps.flatMap(({ linkId }) => linkId ?? []);
    expect(links).not.toEqual([]);
    for (const link of links) expect(Object.keys(linkTargets)).toContain(link);
  });

  it('leaves nothing to silence: every step is confirmed, pasted or checked', () => {
    for (const { paste, check, confirm } of steps)
      expect([paste, check, confirm].some((outcome) => outcome !== null)).toBe(true);
  });

  it('deactivates the old key only after the new one was checked and handed out', () => {
    const titles = guide?.steps.replace.map(({ title }) => title) ?? [];
    const order = ['Check that it works', 'Hand it out', 'Look into the logs', 'Deactivate'];
    const places = order.map((title) => titles.indexOf(title));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((left, right) => left - right));
  });

  it('tells what takes a key, in the order of the console', () => {
    const cards = guide?.sdks.map(({ name, isReady }) => `${name} ${isReady ? 'ready' : 'soon'}`);
    expect(cards).toEqual([
      ...['go ready', 'http ready', 'Android soon', 'iOS soon', 'JavaScript soon', 'C++ soon'],
    ]);
  });

  it('shows the token only as an environment variable, and only for what is ready', () => {
    for (const { isReady, snippet } of guide?.sdks ?? []) {
      expect(snippet !== null).toBe(isReady);
      expect(snippet ?? 'ABETTERCHOICE_TOKEN').toContain('ABETTERCHOICE_TOKEN');
      expect(snippet ?? '').not.toMatch(/eyJ|RKCANARY|X-Token/u);
    }
  });

  it('signs in its example as a check does: token, name and time in one', () => {
    const http = guide?.sdks.find(({ name }) => name === 'http')?.snippet ?? '';
    const script = guideText(http, { key: 'server_prod', container: '4242' });
    expect(script).toMatch(/^ak=server_prod et=\$\(date \+%s\)\n/u);
    expect(script).toContain('printf %s "$ABETTERCHOICE_TOKEN$ak$et" | openssl md5 -r');
    expect(script).toContain('-H "X-Ak: $ak" -H "X-Et: $et" -H "X-Es: $es"');
    expect(script).toContain('"project_id":"4242"');
  });

  it('never sends a leaked default key through Deactivate', () => {
    const titles = guide?.steps.leakedFixedKey.map(({ title }) => title);
    expect(titles).not.toContain('Deactivate');
    expect(titles?.at(-1)).toBe('Ask support');
  });
});
