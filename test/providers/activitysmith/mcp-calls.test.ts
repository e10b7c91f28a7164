import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AppError } from '../../../shared/errors/app-error.ts';
import type { ScopeInput } from '../../../shared/scopes/key-scope.ts';
import { brokenAnswer, jsonAnswer, textAnswer, type Answer } from '../../fakes/fake-transport.ts';
import { networkFaults, spoiltAnswers, type Fault } from '../faults.ts';
import { hostileBodies } from './hostile-bodies.ts';
import { callId, McpHarness, renameTools, rpcResult, toolFailure } from './mcp-harness.ts';
import { opsScope, recordedCall, recordedCalls, type RecordedCall } from './recorded-calls.ts';

const providerId = 'activitysmith';
const outcomeUnknown: AppError = { kind: 'outcome-unknown', rotationId: null };
/** Those of the suite are four times as many, and none of them is a stream. */
const runs = Math.ceil(
  Number(process.env['REKEY_HOSTILE_RUNS'] ?? 10_000) / recordedCalls.length / 4,
);

const errorOf = async (call: RecordedCall, answer: Answer): Promise<AppError | 'success'> => {
  const { result } = await new McpHarness(answer).run(call);
  return result.ok ? 'success' : result.error;
};

const stream = (text: string): Response =>
  textAnswer(text, { headers: { 'content-type': 'text/event-stream' } });

describe.each(recordedCalls)('$name', (call) => {
  it('calls exactly the recorded tool, once, and understands the answer', async () => {
    const harness = new McpHarness(() => jsonAnswer(rpcResult(call.answer)));
    expect((await harness.run(call)).result).toEqual({ ok: true, value: call.gives });
    expect(harness.calls()).toEqual([call.sends]);
    const methods = harness.transport.requests.map(({ method }) => method);
    expect(methods).toEqual(['POST', 'POST', 'POST', 'POST']);
    for (const { headers, init } of harness.transport.requests) {
      expect(headers.get('authorization')).toMatch(/^Bearer mcp_at_/);
      expect(headers.get('user-agent')).toBe('Rekey');
      expect(init).toMatchObject({ redirect: 'error', credentials: 'omit', cache: 'no-store' });
    }
    const last = harness.transport.requests.at(-1);
    expect(last?.headers.get('mcp-session-id')).toBe('session-1');
    expect(last?.headers.get('mcp-protocol-version')).toBe('2025-06-18');
  });

  it('understands the answer in a text, in an event stream, and in a stream that stays open', async () => {
    const text = JSON.stringify(call.answer);
    const inText = { jsonrpc: '2.0', id: callId, result: { content: [{ type: 'text', text }] } };
    const message = JSON.stringify(rpcResult(call.answer));
    const note = '{"jsonrpc":"2.0","method":"notifications/progress","params":{}}';
    const open = brokenAnswer(`data: ${message}\n\n`, 'stalls');
    open.headers.set('content-type', 'text/event-stream');
    const answers: Answer[] = [
      () => jsonAnswer(inText),
      () =>
        stream(`: hello\r\n\r\nevent: message\r\ndata: ${note}\r\n\r\ndata: ${message}\r\n\r\n`),
      () => stream(`id: 1\ndata:${message}\n`),
      () => open,
    ];
    for (const answer of answers) {
      const { result, tookMs } = await new McpHarness(answer).run(call);
      expect(result).toEqual({ ok: true, value: call.gives });
      expect(tookMs).toBe(0);
    }
  });

  const check = async ({ answer }: Fault): Promise<void> => {
    const spoilt = answer({ answer: rpcResult(call.answer) } as Parameters<Fault['answer']>[0]);
    const early = new McpHarness(() => jsonAnswer(rpcResult(call.answer)));
    early.before = spoilt;
    const { result } = await early.run(call);
    // Before the call nothing can have happened, whatever was to be done.
    expect(result.ok ? 'success' : result.error.kind).not.toBe('success');
    expect(result.ok ? 'success' : result.error.kind).not.toBe('outcome-unknown');
    expect(early.calls()).toEqual([]);
  };
  it.each(networkFaults)('before the call: $name', (fault) => check(fault));
  it.each(spoiltAnswers)('before the call: $name', (fault) => check(fault));

  it.each([
    ['nothing', ''],
    ['null', 'null'],
    ['an answer to something else', JSON.stringify({ jsonrpc: '2.0', id: 99, result: {} })],
    ['no result', JSON.stringify({ jsonrpc: '2.0', id: callId })],
    ['a result of another shape', JSON.stringify({ jsonrpc: '2.0', id: callId, result: { a: 1 } })],
    ['a value of another shape', JSON.stringify(rpcResult({ unexpected: [] }))],
    [
      'words instead of JSON',
      JSON.stringify({
        ...{ jsonrpc: '2.0', id: callId },
        result: { content: [{ type: 'text', text: 'Done!' }] },
      }),
    ],
  ])('refuses %s', async (_name, body) => {
    const error = await errorOf(call, () => textAnswer(body));
    if (call.effect !== 'read') expect(error).toEqual(outcomeUnknown);
    else expect(error).toMatchObject({ kind: 'provider-changed', providerId });
  });

  it.each([
    [-32_602, { kind: 'provider-rejected', code: 'rpc-32602' }],
    [-32_603, call.effect === 'create' ? outcomeUnknown : { kind: 'provider-unavailable' }],
  ])('maps the protocol error %i', async (code, expected) => {
    const error = { code, message: 'RKCANARY' };
    expect(
      await errorOf(call, () => jsonAnswer({ jsonrpc: '2.0', id: callId, error })),
    ).toMatchObject(expected);
  });

  it.each([
    ['The user has not allowed "Manage API keys" RKCANARY', { kind: 'provider-forbidden' }],
    [
      'Invalid arguments',
      { kind: 'provider-rejected', code: 'tool-error', message: 'Invalid arguments' },
    ],
    [
      'Internal error',
      call.effect === 'create' ? outcomeUnknown : { kind: 'provider-unavailable' },
    ],
    ['API key not found', { kind: call.effect === 'mutate' ? 'not-found' : 'provider-rejected' }],
    ['Channel not found', { kind: 'provider-rejected', code: 'tool-error' }],
  ])('maps the refusal of the tool number %#', async (text, expected) => {
    expect(await errorOf(call, () => jsonAnswer(toolFailure(text)))).toMatchObject(expected);
  });

  const timeout = 120_000 + runs * 20;
  it(`survives ${runs} random and mutated answers, in streams too`, { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(hostileBodies(rpcResult(call.answer)), async ({ body, type }) => {
        await new McpHarness(() => textAnswer(body, { headers: { 'content-type': type } })).run(
          call,
        );
      }),
      { numRuns: runs },
    );
  });
});

describe.each(recordedCalls.filter(({ effect }) => effect === 'read'))('$name', (call) => {
  it('ends when the person cancels, before and while asking', async () => {
    const controller = new AbortController();
    const harness = new McpHarness(() => {
      controller.abort();
      return new Promise<never>(() => undefined);
    });
    expect((await harness.run(call, controller.signal)).result).toEqual({
      ...{ ok: false, error: { kind: 'cancelled' } },
    });
    const before = new McpHarness(() => jsonAnswer(rpcResult(call.answer)));
    expect((await before.run(call, controller.signal)).result).toMatchObject({ ok: false });
    expect(before.transport.requests).toEqual([]);
  });
});

describe('the tools that are offered', () => {
  const edit = (changes: { name?: string; scope?: ScopeInput }): RecordedCall => ({
    ...recordedCall('editKey'),
    run: ({ editKey }, session) =>
      editKey(session, 'key_1', {
        ...{ name: changes.name ?? null, environment: null, scope: changes.scope ?? null },
      }),
  });

  it('decide how a key is renamed, and whether its channels can be changed', async () => {
    const harness = new McpHarness(() => jsonAnswer(rpcResult({ success: true })));
    harness.tools = renameTools;
    expect((await harness.run(edit({ name: 'renamed' }))).result.ok).toBe(true);
    expect(harness.calls()).toEqual([
      { name: 'rename_api_key', arguments: { public_id: 'key_1', name: 'renamed' } },
    ]);
    const { result } = await harness.run(edit({ name: 'renamed', scope: opsScope }));
    expect(result).toMatchObject({ error: { kind: 'not-supported', operation: 'editScope' } });
    expect(harness.calls()).toHaveLength(1);
  });

  it.each(recordedCalls.filter(({ name }) => name !== 'checkRotation'))(
    'are asked for before $name',
    async (call) => {
      const harness = new McpHarness(() => jsonAnswer(rpcResult(call.answer)));
      harness.tools = { something_else: [] };
      expect((await harness.run(call)).result).toMatchObject({ error: { kind: 'not-supported' } });
      expect(harness.calls()).toEqual([]);
    },
  );

  it.each([
    [{}, ['create_api_key', 'delete_api_key']],
    [{ list_api_keys: [], delete_api_key: ['public_id'] }, ['create_api_key']],
    [{ list_api_keys: [], create_api_key: ['name'] }, ['delete_api_key']],
  ])('stand in the way of a rotation where they are missing: %j', async (tools, lacking) => {
    const call = recordedCall('checkRotation');
    const harness = new McpHarness(() => jsonAnswer(rpcResult(call.answer)));
    harness.tools = tools;
    const blocks = { weight: 'blocks', reason: 'missing-right' };
    expect((await harness.run(call)).result).toEqual({
      ok: true,
      value: lacking.map((name) => ({
        ...blocks,
        detail: expect.stringContaining(` ${name} `) as unknown,
      })),
    });
    expect(harness.calls()).toEqual([]);
  });

  it('name channels by slug where ids are not taken or not known', async () => {
    const harness = new McpHarness(() => jsonAnswer(rpcResult({ success: true })));
    harness.tools = { update_api_key: ['public_id', 'scope_mode', 'channel_slugs'] };
    await harness.run(edit({ scope: opsScope }));
    expect(harness.calls()[0]?.arguments).toEqual({
      ...{ public_id: 'key_1', scope_mode: 'channels', channel_slugs: ['ops'] },
    });
  });
});

describe('what is never sent', () => {
  const harness = new McpHarness(() => jsonAnswer({}));
  const { createKey, editKey, listKeys, readKey, findByMarker } = harness.operations;
  const session = harness.session();
  const signal = new AbortController().signal;
  const draft = { providerContainerId: 'account', name: 'x', environment: 'unset' } as const;
  const noChannels: ScopeInput = { kind: 'channels', mode: 'channels', channels: [] };
  const keyset: ScopeInput = { kind: 'keyset', properties: {} };
  const unchanged = { name: null, environment: null, scope: null };

  it.each([
    ['no scope', () => createKey(session, { ...draft, scope: null }), 'invalid-input'],
    ['no channels', () => createKey(session, { ...draft, scope: noChannels }), 'invalid-input'],
    ['a foreign scope', () => createKey(session, { ...draft, scope: keyset }), 'invalid-input'],
    [
      'a long name',
      () => createKey(session, { ...draft, scope: opsScope, name: '🗝'.repeat(101) }),
      'invalid-input',
    ],
    [
      'no channels left',
      () => editKey(session, 'k', { ...unchanged, scope: noChannels }),
      'invalid-input',
    ],
    ['an empty name', () => editKey(session, 'k', { ...unchanged, name: ' ' }), 'invalid-input'],
    ['another container', () => listKeys(session, 'x', { page: 1, limit: 1 }, signal), 'not-found'],
    ['an empty marker', () => findByMarker(session, 'account', '', signal), 'invalid-input'],
    [
      'a broken credential',
      () => readKey({ ...session, credentialSecret: 'RKCANARY' }, 'k', signal),
      'provider-unauthorized',
    ],
  ])('%s', async (_name, run, kind) => {
    expect(await run()).toMatchObject({ ok: false, error: { kind } });
    expect(harness.transport.requests).toEqual([]);
  });

  it('an edit that changes nothing', async () => {
    expect(await editKey(session, 'k', unchanged)).toEqual({ ok: true, value: null });
    expect(harness.transport.requests).toEqual([]);
  });
});

describe('an answer', () => {
  it('that names a key twice is not acted on', async () => {
    const call = recordedCall('listKeys');
    const [first] = (call.answer as { api_keys: unknown[] }).api_keys;
    const answer = rpcResult({ api_keys: [first, first] });
    expect(await errorOf(call, () => jsonAnswer(answer))).toMatchObject({
      kind: 'provider-changed',
    });
  });

  it('that says it changed another key, or nothing, is no success', async () => {
    const call = recordedCall('deleteKey');
    const other = rpcResult({ success: true, public_id: 'key_2' });
    expect(await errorOf(call, () => jsonAnswer(other))).toEqual(outcomeUnknown);
    const nothing = rpcResult({ success: false, public_id: 'key_1' });
    expect(await errorOf(call, () => jsonAnswer(nothing))).toMatchObject({ code: 'not-done' });
  });

  it('whose scope is not understood never looks narrower or wider', async () => {
    const listed = { public_id: 'k', name: 'n', prefix: 'ask_ab12cdRKCANARY' };
    const shapes = [
      [{}, { kind: 'unknown' }],
      [{ scope_mode: 'some' }, { kind: 'unknown' }],
      [{ scope_mode: 'channels' }, { kind: 'unknown' }],
      [
        { scope_mode: 'channels', channel_slugs: [] },
        { mode: 'channels', channels: [] },
      ],
      [{ scope_mode: 'channels', channels: ['a'] }, { channels: [{ slug: 'a', publicId: null }] }],
      [
        { scope_mode: 'all', channels: ['a'] },
        { mode: 'all', channels: [] },
      ],
    ] as const;
    for (const [shape, scope] of shapes) {
      const answer = rpcResult({ api_keys: [{ ...listed, ...shape }] });
      const harness = new McpHarness(() => jsonAnswer(answer));
      const { result } = await harness.run(recordedCall('listKeys'));
      expect(result).toMatchObject({ ok: true, value: { keys: [{ scope }] } });
    }
  });
});
