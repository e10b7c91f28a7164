import { describe, expect, it } from 'vitest';
import type { ProviderKeyWithSecrets } from '../../../electron/services/ports/provider-values.ts';
import { jsonAnswer } from '../../fakes/fake-transport.ts';
import { callId, McpHarness } from './mcp-harness.ts';
import { recordedCall } from './recorded-calls.ts';

const keySecret = 'ask_ab12cdRKCANARY0123456789abcdef';
const otherSecret = 'ask_zz99zzRKCANARY9876543210fedcba';
const apiKey = {
  ...{ public_id: 'key_1', name: 'ci deploys', scope_mode: 'all', prefix: 'ask_ab12cd' },
};

/** The secrets that a create gives when a tool answers this. */
async function secretsOf(structuredContent: unknown, ...texts: readonly string[]) {
  const content = texts.map((text) => ({ type: 'text', text }));
  const result = structuredContent === null ? { content } : { content, structuredContent };
  const harness = new McpHarness(() => jsonAnswer({ jsonrpc: '2.0', id: callId, result }));
  const { result: created } = await harness.run(recordedCall('createKey'));
  if (!created.ok) return created.error.kind;
  const { key, secrets } = created.value as ProviderKeyWithSecrets;
  expect(key.providerKeyId).toBe('key_1');
  return secrets.map(({ secretValue }) => secretValue);
}

describe('the secret of a created key', () => {
  it.each([
    ['in a field that nobody told of', { api_key: { ...apiKey, plaintext: keySecret } }, []],
    ['deeper in the key', { api_key: { ...apiKey, credentials: [{ raw: keySecret }] } }, []],
    ['beside the key', { api_key: apiKey, secret: keySecret }, []],
    ['in words only', { api_key: apiKey }, [`Created. Your key is ${keySecret}. Store it now!`]],
    ['in code of a text', { api_key: apiKey }, [`Your key: \`${keySecret}\``]],
    ['in the JSON of a text', { api_key: apiKey }, [JSON.stringify({ key: keySecret, ok: true })]],
    ['in the second text', null, [JSON.stringify({ api_key: apiKey }), keySecret]],
    ['in two places', { api_key: apiKey, plain: keySecret }, [`Store ${keySecret}, please`]],
    [
      'beside a picture of it',
      { api_key: { ...apiKey, preview: 'ask_ab12cd••••••••••••••' }, value: keySecret },
      ['ask_ab12cdRKCANARY... was created'],
    ],
    ['beside words like it', { api_key: apiKey }, [`task_created_successfully ${keySecret}`]],
    [
      'where the key is named like one',
      { api_key: { ...apiKey, name: 'ask_me_anything_bot' } },
      [`ask_me_anything_bot was created: ${keySecret}`],
    ],
  ])('is kept when it stands %s', async (_place, structured, texts) => {
    expect(await secretsOf(structured, ...texts)).toEqual([keySecret]);
  });

  it.each([
    ['nothing looks like one', { api_key: apiKey }, ['Created.']],
    ['two texts look like one', { api_key: apiKey }, [`${keySecret} replaces ${otherSecret}`]],
    ['it does not begin as the key says', { api_key: apiKey, value: otherSecret }, []],
    ['only a picture of it stands there', { api_key: apiKey }, ['ask_ab12cd••••••••••••••••']],
    ['only the name looks like one', { api_key: { ...apiKey, name: keySecret } }, [keySecret]],
  ])('counts as not shown when %s', async (_what, structured, texts) => {
    expect(await secretsOf(structured, ...texts)).toEqual([]);
  });

  it('is taken from its stated place before any other', async () => {
    const structured = { api_key: { ...apiKey, key: keySecret }, value: otherSecret };
    expect(await secretsOf(structured)).toEqual([keySecret]);
  });
});
