import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import type { Clipboard } from '../../electron/services/ports/host.ts';

/** A clipboard that other programs can use too: `foreignCopy`. */
export class MemoryClipboard implements Clipboard {
  isAvailable = true;
  /** What a paste gives now. */
  content = '';
  /** Whether the content came with the hints for clipboard managers. */
  isMarkedSecret = false;
  cleared = 0;

  async writeSecret(secretValue: string): Promise<Result<null>> {
    return this.put(secretValue, true);
  }

  async writeText(text: string): Promise<Result<null>> {
    return this.put(text, false);
  }

  async clearIfStill(secretValue: string): Promise<void> {
    if (!this.isAvailable || this.content !== secretValue) return;
    this.content = '';
    this.isMarkedSecret = false;
    this.cleared += 1;
  }

  /** Another program copies something. */
  foreignCopy(text: string): void {
    this.content = text;
    this.isMarkedSecret = false;
  }

  private put(text: string, isMarkedSecret: boolean): Result<null> {
    if (!this.isAvailable) return fail({ kind: 'clipboard-unavailable' });
    this.content = text;
    this.isMarkedSecret = isMarkedSecret;
    return ok(null);
  }
}
