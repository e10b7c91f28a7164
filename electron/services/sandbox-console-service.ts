import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import type { SandboxConsoleRow } from '../../shared/ipc/commands/sandbox-commands.ts';
import type { ConnectionId } from '../../shared/lib/ids.ts';
import type { ClipboardService } from './clipboard-service.ts';
import type { SandboxAccounts, SandboxConsole } from './ports/sandbox-accounts.ts';
import type { Stores } from './ports/stores.ts';
import type { SettingsService } from './settings-service.ts';

interface Dependencies {
  readonly stores: Stores;
  readonly sandbox: SandboxAccounts;
  readonly clipboard: ClipboardService;
  readonly settings: SettingsService;
}

/**
 * The provider's console, for simulated accounts: what a person would see and do on the provider's
 * own page. Nothing of it is Rekey's doing, so nothing is recorded.
 */
export class SandboxConsoleService {
  private readonly deps: Dependencies;

  constructor(deps: Dependencies) {
    this.deps = deps;
  }

  /** Its rows without their tokens; `not-supported` for any account but a simulated one with a console. */
  keys(connectionId: ConnectionId): Result<SandboxConsoleRow[]> {
    const found = this.consoleOf(connectionId);
    return found.ok ? ok(rowsOf(found.value)) : found;
  }

  create(
    connectionId: ConnectionId,
    draft: { readonly name: string; readonly description: string },
  ): Result<SandboxConsoleRow[]> {
    return this.change(connectionId, (simulated) => simulated.create(draft));
  }

  deactivate(connectionId: ConnectionId, name: string): Result<SandboxConsoleRow[]> {
    return this.change(connectionId, (simulated) => simulated.deactivate(name));
  }

  /** What "copy" beside the token does; the clipboard is cleared as after any secret. */
  async copyToken(
    connectionId: ConnectionId,
    name: string,
  ): Promise<Result<{ clearsAfterMs: number }>> {
    const found = this.consoleOf(connectionId);
    if (!found.ok) return found;
    const key = found.value.keys().find((row) => row.name === name);
    if (key === undefined) return fail({ kind: 'not-found', what: 'key' });
    const { clipboard, settings } = this.deps;
    return clipboard.copySecret(key.tokenSecret, settings.get().clipboardSeconds);
  }

  private change(
    connectionId: ConnectionId,
    act: (simulated: SandboxConsole) => string | null,
  ): Result<SandboxConsoleRow[]> {
    const found = this.consoleOf(connectionId);
    if (!found.ok) return found;
    const problem = act(found.value);
    return problem === null
      ? ok(rowsOf(found.value))
      : fail({ kind: 'invalid-input', issues: [problem] });
  }

  private consoleOf(connectionId: ConnectionId): Result<SandboxConsole> {
    const { stores, sandbox } = this.deps;
    const connection = stores.connections.find(connectionId);
    if (connection === null) return fail({ kind: 'not-found', what: 'connection' });
    const simulated = connection.isSandbox ? sandbox.console(connection.providerId) : null;
    return simulated === null
      ? fail({ kind: 'not-supported', operation: 'console' })
      : ok(simulated);
  }
}

const rowsOf = (simulated: SandboxConsole): SandboxConsoleRow[] =>
  simulated.keys().map(({ name, isActive, isDefault, description, createdBy, createdAt }) => ({
    ...{ name, isActive, isDefault, description, createdBy, createdAt },
  }));
