import { fail, ok, type KeychainReason, type Result } from '../../shared/errors/app-error.ts';
import type { Custody } from '../../shared/keys/key.ts';
import type { CredentialId, PartId } from '../../shared/lib/ids.ts';
import { KEYCHAIN_MAX_UNITS, type Keychain, type KeychainPatience } from './ports/keychain.ts';
import type { KeychainIndexStore, SealedStore } from './ports/stores.ts';

export type CustodyMode =
  | { readonly mode: 'keychain' }
  /** Values live in memory until Rekey quits, and why. */
  | { readonly mode: 'session-only'; readonly reason: KeychainReason };

/**
 * Puts secrets and tokens into the keychain under opaque names that are written once and never
 * overwritten (`v1/<profileId>/secret/<partId>`): a new secret is a new part. What is too long for a
 * keychain item is sealed in the database, whose key is in the keychain.
 */
export class CustodyService {
  readonly mode: CustodyMode;
  private readonly keychain: Keychain;
  private readonly index: KeychainIndexStore;
  private readonly sealed: SealedStore;
  private readonly profileId: string;

  constructor(deps: {
    keychain: Keychain;
    index: KeychainIndexStore;
    sealed: SealedStore;
    profileId: string;
    mode: CustodyMode;
  }) {
    this.keychain = deps.keychain;
    this.index = deps.index;
    this.sealed = deps.sealed;
    this.profileId = deps.profileId;
    this.mode = deps.mode;
  }

  /** Whether secrets of such an account have a place; `no-place-for-secret` when they do not. */
  placeFor(account: { readonly isSandbox: boolean }): Result<null> {
    if (this.mode.mode === 'keychain' || account.isSandbox) return ok(null);
    return fail({ kind: 'no-place-for-secret', reason: this.mode.reason });
  }

  /** Writes, reads back and compares; answers where the secret now is. */
  async storeSecret(partId: PartId, secretValue: string): Promise<Result<Custody>> {
    const written = await this.write(this.secretName(partId), secretValue);
    if (!written.ok) return written;
    return ok(this.mode.mode === 'keychain' ? 'in-keychain' : 'session');
  }

  /** `secret-unreadable` only when a working keychain says that it has no such item. */
  async readSecret(
    partId: PartId,
    patience: KeychainPatience = 'interactive',
  ): Promise<Result<string>> {
    const sealedSecret = this.sealed.find(this.secretName(partId));
    if (sealedSecret !== null) return ok(sealedSecret);
    const read = await this.keychain.read(this.secretName(partId), patience);
    switch (read.kind) {
      case 'stored':
        return ok(read.secretValue);
      case 'absent':
        return fail({ kind: 'secret-unreadable', partId });
      case 'failed':
        return fail({ kind: 'keychain-unavailable', reason: read.reason });
    }
  }

  /** For an item whose name will never be written again. */
  async removeSecret(partId: PartId): Promise<Result<null>> {
    return this.remove(this.secretName(partId));
  }

  async storeCredential(
    credentialId: CredentialId,
    credentialSecret: string,
  ): Promise<Result<null>> {
    return this.write(this.credentialName(credentialId), credentialSecret);
  }

  /** Null: a working keychain has no such item, so signing in again is the way on. */
  async readCredential(credentialId: CredentialId): Promise<Result<string | null>> {
    const read = await this.keychain.read(this.credentialName(credentialId), 'interactive');
    switch (read.kind) {
      case 'stored':
        return ok(read.secretValue);
      case 'absent':
        return ok(null);
      case 'failed':
        return fail({ kind: 'keychain-unavailable', reason: read.reason });
    }
  }

  async removeCredential(credentialId: CredentialId): Promise<Result<null>> {
    return this.remove(this.credentialName(credentialId));
  }

  /**
   * In the transaction that takes the last reference away: from then on these items are to go, now
   * by `finishRemovals` or at a later start.
   */
  dismiss(items: {
    readonly partIds?: readonly PartId[];
    readonly credentialIds?: readonly CredentialId[];
  }): void {
    const names = [
      ...(items.partIds ?? []).map((partId) => this.secretName(partId)),
      ...(items.credentialIds ?? []).map((id) => this.credentialName(id)),
    ];
    // What was never written is nowhere.
    const written = new Set(this.index.names());
    for (const name of names) if (written.has(name)) this.index.doom(name);
  }

  /** Tokens of sign-ins that ended before they were saved; asked before anybody can sign in. */
  dismissCredentialsExcept(inUse: readonly CredentialId[]): void {
    const namesInUse = new Set(inUse.map((id) => this.credentialName(id)));
    const prefix = `v1/${this.profileId}/credential/`;
    for (const name of this.index.names()) {
      if (name.startsWith(prefix) && !namesInUse.has(name)) this.index.doom(name);
    }
  }

  /** Tells before a rotation whether the keychain really stores. */
  async probe(): Promise<Result<null>> {
    const probed = await this.keychain.probe('interactive');
    return probed.kind === 'done'
      ? ok(null)
      : fail({ kind: 'keychain-unavailable', reason: probed.reason });
  }

  private secretName(partId: PartId): string {
    return `v1/${this.profileId}/secret/${partId}`;
  }

  private credentialName(credentialId: CredentialId): string {
    return `v1/${this.profileId}/credential/${credentialId}`;
  }

  private async write(name: string, secretValue: string): Promise<Result<null>> {
    this.index.intend(name);
    if (secretValue.length > KEYCHAIN_MAX_UNITS) return this.seal(name, secretValue);
    const written = await this.keychain.write(name, secretValue, 'interactive');
    return written.kind === 'done'
      ? ok(null)
      : fail({ kind: 'keychain-unavailable', reason: written.reason });
  }

  /**
   * Removes what was dismissed, and what an interrupted or failed removal left behind. Ends with the
   * first failure: a keychain that refuses one item refuses the others too, until a later start.
   */
  async finishRemovals(patience: KeychainPatience = 'interactive'): Promise<Result<null>> {
    for (const name of this.index.doomed()) {
      // Somebody may be writing it again since the list was read.
      if (!this.isDoomed(name)) continue;
      const removed = await this.remove(name, patience);
      if (!removed.ok) return removed;
    }
    return ok(null);
  }

  private async remove(
    name: string,
    patience: KeychainPatience = 'interactive',
  ): Promise<Result<null>> {
    this.index.doom(name);
    if (this.sealed.remove(name)) {
      this.index.forget(name);
      return ok(null);
    }
    const removed = await this.keychain.remove(name, patience);
    if (removed.kind === 'failed') {
      return fail({ kind: 'keychain-unavailable', reason: removed.reason });
    }
    if (this.isDoomed(name)) this.index.forget(name);
    return ok(null);
  }

  private seal(name: string, secretValue: string): Result<null> {
    this.sealed.put(name, secretValue);
    return this.sealed.find(name) === secretValue
      ? ok(null)
      : fail({ kind: 'keychain-unavailable', reason: 'mismatch' });
  }

  private isDoomed(name: string): boolean {
    return this.index.doomed().includes(name);
  }
}
