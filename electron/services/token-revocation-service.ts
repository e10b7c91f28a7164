import { fail, ok, type AppError, type Result } from '../../shared/errors/app-error.ts';
import type { Part } from '../../shared/keys/key.ts';
import type { RevokedTarget, TokenRevocation } from '../../shared/keys/token-revocation.ts';
import type { KeyId } from '../../shared/lib/ids.ts';
import type { ActivityFact, ActivityService } from './activity-service.ts';
import { revokeTokensQuestion } from './confirmation-texts.ts';
import type { Confirmation } from './ports/host.ts';
import type { ProviderRegistry } from './ports/provider-adapter.ts';
import type { KeyRow, Stores } from './ports/stores.ts';
import { secretPartOf } from './rotation-material.ts';
import type { SecretService } from './secret-service.ts';

interface Dependencies {
  readonly stores: Stores;
  readonly registry: ProviderRegistry;
  readonly secrets: Pick<SecretService, 'read'>;
  readonly confirmation: Confirmation;
  readonly activity: ActivityService;
}

/** Ends tokens that were made with a key, while the key goes on. */
export class TokenRevocationService {
  private readonly deps: Dependencies;

  constructor(deps: Dependencies) {
    this.deps = deps;
  }

  /**
   * Needs the key's secret, which signs this one request. Answers what became of each target.
   * Errors: `not-supported`, `not-found` where the secret is not held, `conflict` for a key that has
   * ended, `cancelled`, and what the provider answers.
   */
  async revoke(
    keyId: KeyId,
    revocation: TokenRevocation,
  ): Promise<Result<{ results: RevokedTarget[] }>> {
    const row = this.deps.stores.keys.find(keyId);
    if (row === null) return fail({ kind: 'not-found', what: 'key' });
    const { record } = row;
    // Targets name people: how many there are is all that is kept of them.
    const targets = [...new Set(revocation.targets)];
    const subject: ActivityFact = {
      ...{ action: 'tokens.revoked', connectionId: record.connectionId, keyId },
      ...{ subject: record.name, facts: { targets: targets.length } },
    };
    const answer = await this.send(row, { ...revocation, targets });
    if (!answer.ok) {
      this.deps.activity.recordFailure(subject, answer.error);
      return answer;
    }
    const results = answer.value;
    const revoked = results.filter(({ appliesAt }) => appliesAt !== null).length;
    this.deps.activity.record({
      ...subject,
      outcome: revoked === 0 ? 'failed' : 'done',
      facts: { targets: targets.length, revoked },
    });
    return ok({ results: [...results] });
  }

  private async send(
    row: KeyRow,
    revocation: TokenRevocation,
  ): Promise<Result<readonly RevokedTarget[]>> {
    const { stores, registry, secrets, confirmation } = this.deps;
    const adapter = registry.find(row.providerId);
    const revokeTokens = adapter?.operations.revokeTokens;
    if (adapter === null || revokeTokens === undefined)
      return fail({ kind: 'not-supported', operation: 'revokeTokens' });
    const part = this.heldPart(row);
    if (!part.ok) return part;
    const isConfirmed = await confirmation.ask(
      revokeTokensQuestion({
        ...{ keyName: row.record.name, containerName: row.containerName },
        providerName: adapter.descriptor.name,
        targetCount: revocation.targets.length,
        allowReauthMargin: revocation.allowReauthMargin,
      }),
    );
    if (!isConfirmed) return fail({ kind: 'cancelled' });
    // The question may have stood there for long.
    const now = stores.keys.find(row.record.id);
    const connection = stores.connections.find(row.record.connectionId);
    if (now === null || connection === null) return fail({ kind: 'not-found', what: 'key' });
    const ended = endedError(now);
    if (ended !== null) return fail(ended);
    const secretValue = await secrets.read(now, part.value);
    if (!secretValue.ok) return secretValue;
    const material = {
      parts: [{ role: part.value.role, secretValue: secretValue.value }],
      scope: now.record.scope,
    };
    return revokeTokens(connection, material, revocation, new AbortController().signal);
  }

  private heldPart(row: KeyRow): Result<Part> {
    const ended = endedError(row);
    if (ended !== null) return fail(ended);
    const part = secretPartOf(row.record.parts);
    const isHeld =
      part !== null &&
      (part.custody !== 'not-held' || this.deps.stores.escrow.find(part.id) !== null);
    return isHeld ? ok(part) : fail({ kind: 'not-found', what: 'secret' });
  }
}

const endedError = ({ record }: KeyRow): AppError | null =>
  record.status === 'ended' || record.status === 'gone'
    ? { kind: 'conflict', reason: 'already-ended' }
    : null;
