import { z } from 'zod';
import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import type { PartRole } from '../../shared/keys/key.ts';
import { SECOND_MS } from '../../shared/lib/duration.ts';
import type { Clock } from '../services/ports/clock.ts';
import type { IdSource } from '../services/ports/id-source.ts';
import type { KeyMaterial, Probe, ProviderTarget } from '../services/ports/provider-values.ts';
import { notTheApi, parseAnswer } from './provider-answer.ts';
import type { HttpOutcome, ProviderHttp } from './provider-http.ts';
import { providerMessage } from './provider-message.ts';
import { grantSignature, signedQuery } from './pubnub-grant-signature.ts';
import type { ProviderHosts } from './server-address.ts';

/** The three values with which one request to PubNub's data plane is signed. */
interface KeysetSecrets {
  readonly publishKey: string;
  readonly subscribeKey: string;
  readonly keySecret: string;
}

interface Dependencies {
  readonly http: ProviderHttp;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** A token is proof enough; it is not kept. */
export const grantAnswer = z
  .object({ data: z.object({ token: z.string().min(1) }) })
  .transform(() => null);

/**
 * Tries the secret key of a keyset, of either generation: both have the same data plane. Asks for a
 * token of one minute on a channel nobody uses; tokens are self-contained, nothing is stored.
 */
export async function probeKeyset(
  { http, clock, ids }: Dependencies,
  hosts: ProviderHosts,
  asked: {
    readonly target: ProviderTarget;
    readonly material: KeyMaterial;
    /** Where it is off the secret key opens nothing, so nothing can be learned from it. */
    readonly isAccessManagerOn: boolean;
    readonly signal: AbortSignal;
  },
): Promise<Result<Probe>> {
  const { target, material, isAccessManagerOn, signal } = asked;
  if (!isAccessManagerOn) return ok({ kind: 'not-testable', reason: 'access-manager-off' });
  const keyset = keysetSecrets(material);
  if (keyset === null) return fail({ kind: 'not-found', what: 'secret' });
  const { path, query, body } = grantRequest(keyset, {
    channel: `rekey-check-${ids.base32(16)}`,
    timestampSeconds: Math.floor(clock.now() / SECOND_MS),
  });
  const outcome = await http.request({
    ...{ provider: hosts, plane: 'data', method: 'POST', kind: 'probe', size: 'single' },
    url: `${target.dataPlaneUrl}${path}?${query}`,
    body,
    signal,
  });
  return verdictOf(outcome, hosts.id, [keyset.keySecret]);
}

function grantRequest(
  { publishKey, subscribeKey, keySecret }: KeysetSecrets,
  check: { readonly channel: string; readonly timestampSeconds: number },
) {
  const path = `/v3/pam/${encodeURIComponent(subscribeKey)}/grant`;
  const query = { timestamp: String(check.timestampSeconds), uuid: 'rekey-check' };
  const body = JSON.stringify({
    ttl: 1,
    permissions: { resources: { channels: { [check.channel]: 1 } }, patterns: {}, meta: {} },
  });
  const signature = grantSignature({ method: 'POST', publishKey, path, query, body }, keySecret);
  return { path, query: `${signedQuery(query)}&signature=${signature}`, body };
}

function keysetSecrets({ parts }: KeyMaterial): KeysetSecrets | null {
  const valueOf = (role: PartRole): string | undefined =>
    parts.find((part) => part.role === role)?.secretValue;
  const publishKey = valueOf('publish');
  const subscribeKey = valueOf('subscribe');
  const keySecret = valueOf('secret');
  // A dot segment would climb out of its folder, percent-encoded or not.
  const isSegment = subscribeKey !== '.' && subscribeKey !== '..' && subscribeKey?.isWellFormed();
  return publishKey && subscribeKey && keySecret && isSegment === true
    ? { publishKey, subscribeKey, keySecret }
    : null;
}

/**
 * The verdict on a signed grant. Only the provider's explicit words count as a refusal; anything
 * else, another 403 included, proves nothing.
 */
function verdictOf(
  outcome: HttpOutcome,
  providerId: string,
  sentSecrets: readonly string[],
): Result<Probe> {
  if (outcome.kind === 'response' && outcome.status >= 400 && outcome.status < 500) {
    const { status, body } = outcome;
    if (status === 400 || status === 403) {
      const words = body.kind === 'json' ? JSON.stringify(body.value).slice(0, 4_000) : '';
      if (accessManagerIsOff.test(words))
        return ok({ kind: 'not-testable', reason: 'access-manager-off' });
      if (explicitRefusal.test(words)) return ok({ kind: 'refused', status });
    }
    if (status !== 429 && status !== 408) {
      if (body.kind === 'unreadable') return fail(notTheApi(providerId, status));
      // Never "unauthorized" or "forbidden": those would ask for a new credential of the account.
      const message = providerMessage(body, sentSecrets);
      return fail({ kind: 'provider-rejected', providerId, code: String(status), message });
    }
  }
  const answer = parseAnswer(outcome, grantAnswer, {
    ...{ providerId, subject: 'key', effect: 'read', sentSecrets },
  });
  if (!answer.ok) return answer;
  return ok({ kind: 'works', status: outcome.kind === 'response' ? outcome.status : 200 });
}

/**
 * "Client and server produced different signatures", "Signature does not match" and "Invalid
 * Subscribe Key", the last one for an unknown, disabled or deleted keyset, as PubNub's SDK documents
 * quote them.
 */
const explicitRefusal =
  /different signatures|signature (?:does not|doesn't) match|(?:invalid|wrong) signature|invalid (?:subscribe|publish) key/i;
const accessManagerIsOff =
  /(?:access manager|\bpam\b)[^"]{0,60}(?:not enabled|disabled|turned off|is off)/i;
