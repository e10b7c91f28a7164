import type { z } from 'zod';
import { ok, type Result } from '../../../shared/errors/app-error.ts';
import type { HttpOutcome } from '../provider-http.ts';
import { about, parsed, type Offers } from './answers.ts';
import type { PubnubV2Client } from './client.ts';
import { pubnubV2Rights, type PubnubV2Right } from './rules.ts';
import * as schema from './schema.ts';

const firstOne = { page: 1, limit: 1 } as const;

/**
 * The API has no call that tells what an API key may do. Three reads show which reading rights it
 * has, each by being answered or refused; the writing ones show only when something is changed.
 */
export function rightProbe(client: PubnubV2Client): Offers<'readRights'> {
  return {
    async readRights(session, signal) {
      const apps = tried(await client.listApps(session, firstOne, signal), schema.appsAnswer);
      if (!apps.ok) return apps;
      const keysets = tried(
        await client.listKeysets(session, firstOne, signal),
        schema.keysetsAnswer,
      );
      if (!keysets.ok) return keysets;
      const held = new Map<PubnubV2Right, boolean>([
        ['app:read', apps.value !== null],
        ['keyset:read', keysets.value !== null],
      ]);
      const [keyset] = keysets.value?.keysets ?? [];
      if (keyset !== undefined) {
        const outcome = await client.listSecretKeys(session, keyset.id, signal);
        const secretKeys = tried(outcome, schema.secretKeysAnswer);
        if (!secretKeys.ok) return secretKeys;
        held.set('keyset-secret:read', secretKeys.value !== null);
      }
      return ok(
        pubnubV2Rights.map((right) => ({ ...right, isHeld: held.get(right.name) ?? null })),
      );
    },
  };
}

/** Null where a right is missing; a page in place of the API's answer is somebody else talking. */
function tried<T>(outcome: HttpOutcome, answerSchema: z.ZodType<T>): Result<T | null> {
  const answer = parsed(outcome, answerSchema, about('account'));
  const isTheApi = outcome.kind === 'response' && outcome.body.kind === 'json';
  const isMissing = !answer.ok && answer.error.kind === 'provider-forbidden' && isTheApi;
  return isMissing ? ok(null) : answer;
}
