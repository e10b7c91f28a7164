import type {
  HelperProcess,
  HelperProcessLauncher,
} from '../../../../../electron/services/ports/helper-process.ts';
import {
  type HelperReply,
  type HelperRequest,
  helperRequestSchema,
} from '../../../../../electron/platform/keychain/keychain-protocol.ts';

/** What a helper does with one request instead of answering it properly. */
export type Script =
  | { readonly kind: 'silent' }
  | { readonly kind: 'dies-before' }
  | { readonly kind: 'dies-after' }
  | { readonly kind: 'does-it-silently' }
  | { readonly kind: 'replies'; readonly reply: unknown };

type Rule = (request: HelperRequest, helperNumber: number) => Script | null;

/** Helper processes without processes: one store behind them, and a rule that makes them fail. */
export class ScriptedHelpers implements HelperProcessLauncher {
  readonly secretsByName = new Map<string, string>();
  readonly requests: HelperRequest[] = [];
  readonly helpers: ScriptedHelper[] = [];
  /** Null: answer properly. */
  rule: Rule = () => null;

  launch(): HelperProcess {
    const helper = new ScriptedHelper(this, this.helpers.length + 1);
    this.helpers.push(helper);
    return helper;
  }

  get aliveCount(): number {
    return this.helpers.filter((helper) => helper.isAlive).length;
  }

  operations(): readonly string[] {
    return this.requests.map(({ operation }) => operation);
  }

  perform(request: HelperRequest): HelperReply {
    const { id, name } = request;
    switch (request.operation) {
      case 'read':
        return { id, kind: 'value', secretValue: this.secretsByName.get(name) ?? null };
      case 'write':
        this.secretsByName.set(name, request.secretValue);
        return { id, kind: 'written' };
      case 'remove':
        return { id, kind: 'removed', wasThere: this.secretsByName.delete(name) };
    }
  }
}

export class ScriptedHelper implements HelperProcess {
  isAlive = true;
  private readonly owner: ScriptedHelpers;
  private readonly number: number;
  private readonly messageListeners: ((message: unknown) => void)[] = [];
  private readonly exitListeners: (() => void)[] = [];

  constructor(owner: ScriptedHelpers, number: number) {
    this.owner = owner;
    this.number = number;
  }

  send(message: unknown): void {
    const request = helperRequestSchema.parse(message);
    this.owner.requests.push(request);
    const script = this.owner.rule(request, this.number);
    queueMicrotask(() => this.act(request, script));
  }

  onMessage(listener: (message: unknown) => void): void {
    this.messageListeners.push(listener);
  }

  onExit(listener: () => void): void {
    this.exitListeners.push(listener);
  }

  kill(): void {
    queueMicrotask(() => this.die());
  }

  /** As a late answer of a helper that nobody waits for any more. */
  emit(message: unknown): void {
    for (const listener of this.messageListeners) listener(message);
  }

  private act(request: HelperRequest, script: Script | null): void {
    if (!this.isAlive) return;
    switch (script?.kind) {
      case undefined:
        this.emit(this.owner.perform(request));
        break;
      case 'silent':
        break;
      case 'does-it-silently':
        this.owner.perform(request);
        break;
      case 'dies-before':
        this.die();
        break;
      case 'dies-after':
        this.owner.perform(request);
        this.die();
        break;
      case 'replies':
        this.emit(script.reply);
        break;
    }
  }

  private die(): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    for (const listener of this.exitListeners) listener();
  }
}
