import { describe, expect, it } from 'vitest';
import {
  appsAnswer,
  editAnswer,
  keyAnswer,
  keysAnswer,
} from '../../../../../electron/providers/pubnub-v1/schema.ts';
import { grantAnswer } from '../../../../../electron/providers/pubnub-grant.ts';
import { canarySecrets, wireApp, wireKeyset } from '../../../../providers/pubnub-v1/recordings.ts';

describe('the parser', () => {
  it('lets no secret of a list through, before anything else sees the answer', () => {
    const parsed = keysAnswer.parse({ result: { keys: [wireKeyset], total_keys: 1 } });
    expect(JSON.stringify(parsed)).not.toContain('RKCANARY');
    expect(parsed.result.keys[0]?.secret_key).toEqual({ stub: 'sec-c-Ab3dE' });
    const apps = appsAnswer.parse({ result: [{ ...wireApp, keys: [wireKeyset] }], total: 1 });
    expect(JSON.stringify(apps)).not.toContain('RKCANARY');
  });

  it('lets only the secret key of a single keyset through, not its unknown properties', () => {
    const { result } = keyAnswer.parse({ result: wireKeyset });
    expect(result.secret_key?.secretValue).toBe(canarySecrets.key);
    expect(JSON.stringify({ ...result, secret_key: null })).not.toContain('RKCANARY');
  });

  it('keeps nothing of a granted token or of the answer to an edit', () => {
    expect(grantAnswer.parse({ data: { token: 'RKCANARY' } })).toBeNull();
    expect(editAnswer.parse({ result: { properties: { token_key: 'RKCANARY' } } })).toBeNull();
  });
});
