import {
  KEYCHAIN_MAX_UNITS,
  type Keychain,
  type KeychainRead,
  type KeychainWrite,
} from '../../services/ports/keychain.ts';

/**
 * Session-only work: values live in this process and die with it. Nothing reaches a disk, so this
 * is no fallback for a keychain; a person chose it knowing that.
 */
export class MemoryKeychain implements Keychain {
  private readonly secretsByName = new Map<string, string>();

  async probe(): Promise<KeychainWrite> {
    return { kind: 'done' };
  }

  async read(name: string): Promise<KeychainRead> {
    const secretValue = this.secretsByName.get(name);
    return secretValue === undefined ? { kind: 'absent' } : { kind: 'stored', secretValue };
  }

  async write(name: string, secretValue: string): Promise<KeychainWrite> {
    if (secretValue.length > KEYCHAIN_MAX_UNITS) return { kind: 'failed', reason: 'too-large' };
    this.secretsByName.set(name, secretValue);
    return { kind: 'done' };
  }

  async remove(name: string): Promise<KeychainWrite> {
    this.secretsByName.delete(name);
    return { kind: 'done' };
  }

  async close(): Promise<void> {
    this.secretsByName.clear();
  }
}
