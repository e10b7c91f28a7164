import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import { SECOND_MS } from '../../shared/lib/duration.ts';
import { MARKER_RANDOM_LENGTH, markerOf, markName } from '../../shared/rotations/marker.ts';
import { changesInPlace, type Rotation } from '../../shared/rotations/rotation.ts';
import type { Consent } from '../../shared/rotations/rotation-event.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import { oldSecretOf } from './rotation-material.ts';
import { readKeyOf } from './rotation-outcome.ts';
import { listedStubsOf, readSecretsOf } from './rotation-secret-looks.ts';

type Dependencies = Pick<
  RotationDependencies,
  'stores' | 'registry' | 'sessions' | 'custody' | 'clock' | 'ids'
>;

/** What a person's consent needs to know before it is saved. */
export class RotationConsents {
  private readonly deps: Dependencies;

  constructor(deps: Dependencies) {
    this.deps = deps;
  }

  newMarker(): string {
    return markerOf(this.deps.ids.base32(MARKER_RANDOM_LENGTH));
  }

  /**
   * When the old secret is to end, counted from now; null where the call ends it or nothing does. The
   * milliseconds are random: by them this call is told from another admin's.
   */
  endOf({ plan }: Pick<Rotation, 'plan'>): number | null {
    if (plan.overlapMs === null) return null;
    const wholeSeconds = Math.ceil((this.deps.clock.now() + plan.overlapMs) / SECOND_MS);
    const [high = 0, low = 0] = this.deps.ids.bytes(2);
    return wholeSeconds * SECOND_MS + ((high * 256 + low) % SECOND_MS);
  }

  /**
   * A consent to one more create call; what repeats another step is not held up by a look. Errors: in
   * place, the fresh look at the secrets may fail.
   */
  async another(
    row: Rotation,
    command: 'retry' | 'create-again',
    signal: AbortSignal,
  ): Promise<Result<Consent>> {
    const marker = this.newMarker();
    if (!changesInPlace(row)) {
      const keyNameMax = this.deps.registry.find(row.providerId)?.rules.keyNameMax ?? marker.length;
      const { name: newName } = markName(row.oldKey.name, marker, keyNameMax);
      return ok({ marker, newName, expiresAt: null, listedStubs: [] });
    }
    const consent = { marker, newName: row.oldKey.name, expiresAt: this.endOf(row) };
    const { state } = row;
    const isCreate =
      command === 'create-again' ||
      (state.step === 'needs-attention' && state.from.step === 'minting');
    // No more than was known before: should it be a create after all, that one looks first.
    if (!isCreate) return ok({ ...consent, listedStubs: row.consent.listedStubs });
    const read = await readSecretsOf(this.deps, row, signal);
    if (!read.ok) return read;
    return ok({ ...consent, listedStubs: listedStubsOf(read.value.key) });
  }

  /**
   * The old key's secret, with which its death is proved later; null where nobody has it.
   * Errors: what could show it cannot be asked now.
   */
  private async oldSecret(row: Rotation, signal: AbortSignal): Promise<Result<string | null>> {
    const { oldKey } = row;
    if (oldKey.secretPartId === null) return ok(null);
    const kept = await oldSecretOf(this.deps.custody, oldKey, { secrets: [] });
    if (!kept.ok || kept.value !== null || row.plan.strategy === 'guided') return kept;
    const read = await readKeyOf(this.deps, row, oldKey.providerKeyId, signal);
    if (read.ok) return oldSecretOf(this.deps.custody, oldKey, read.value);
    const descriptor = this.deps.registry.find(row.providerId)?.descriptor;
    return descriptor?.capabilities.readSecretAgain === true ? fail(read.error) : ok(null);
  }

  /** Reads the old secret now; what it answers puts it into escrow, in the caller's transaction. */
  async oldSecretSaver(
    row: Rotation,
    signal: AbortSignal,
  ): Promise<Result<(row: Rotation) => void>> {
    const oldSecret = await this.oldSecret(row, signal);
    if (!oldSecret.ok) return oldSecret;
    return ok(({ id, oldKey: { secretPartId, secretRole } }) => {
      if (oldSecret.value !== null && secretPartId !== null)
        this.deps.stores.escrow.put(id, secretPartId, secretRole ?? 'secret', oldSecret.value);
    });
  }
}
