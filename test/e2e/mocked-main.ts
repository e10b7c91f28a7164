import type { Page } from '@playwright/test';
import { fail, ok, type AppError, type Result } from '../../shared/errors/app-error.ts';
import {
  contract,
  type CommandName,
  type EventName,
  type Input,
  type Output,
  type ParsedInput,
  type Payload,
} from '../../shared/ipc/contract.ts';
import { commandNames, eventNames } from '../../shared/ipc/channels.ts';

type Responder<N extends CommandName> = (
  input: ParsedInput<N>,
) => Result<Output<N>> | Promise<Result<Output<N>>>;

/**
 * The main process as a screen sees it, derived from the contract: every input that the renderer
 * sends and every output that a test gives is parsed, so neither can drift from the real one.
 *
 *     const main = await MockedMain.install(page);
 *     main.respond('settings.get', () => ok(defaultSettings));
 *     await page.goto(url);
 *     const input = await main.expectCall('keys.disable');
 *     await main.publish('keys.changed', { connectionId: null });
 */
export class MockedMain {
  private readonly page: Page;
  private readonly responders = new Map<CommandName, (input: unknown) => Promise<unknown>>();
  private readonly calls: { readonly name: CommandName; readonly input: unknown }[] = [];
  private waiters: { readonly name: CommandName; readonly resolve: (input: unknown) => void }[] =
    [];

  private constructor(page: Page) {
    this.page = page;
  }

  /** Before `page.goto`: the bridge must be there when the page's script runs. */
  static async install(page: Page): Promise<MockedMain> {
    const main = new MockedMain(page);
    await page.exposeFunction('rekeyInvoke', (name: string, input: unknown) =>
      main.answer(name, input),
    );
    await page.addInitScript(installBridge, [...eventNames]);
    return main;
  }

  respond<N extends CommandName>(name: N, responder: Responder<N>): void {
    this.responders.set(name, async (input) => {
      // Safe: `answer` parsed it with this command's schema.
      const result = await responder(input as ParsedInput<N>);
      return result.ok ? ok(contract[name].output.parse(result.value)) : result;
    });
  }

  fail(name: CommandName, error: AppError): void {
    this.respond(name, () => fail(error));
  }

  /** The inputs of all calls so far. */
  callsOf<N extends CommandName>(name: N): readonly Input<N>[] {
    return this.calls.flatMap((call) => (call.name === name ? [call.input as Input<N>] : []));
  }

  /** The next call of this command. */
  expectCall<N extends CommandName>(name: N): Promise<Input<N>> {
    return new Promise((resolve) => {
      this.waiters.push({ name, resolve: resolve as (input: unknown) => void });
    });
  }

  async publish<N extends EventName>(name: N, payload: Payload<N>): Promise<void> {
    contract[name].payload.parse(payload);
    await this.page.evaluate(
      (event) => {
        window.dispatchEvent(new CustomEvent(`rekey:${event.name}`, { detail: event.payload }));
      },
      { name, payload },
    );
  }

  private async answer(name: string, input: unknown): Promise<unknown> {
    const command = commandNames.find((known) => known === name);
    if (command === undefined) throw new Error(`The renderer invoked "${name}"`);
    const parsed = contract[command].input.parse(input);
    this.calls.push({ name: command, input: parsed });
    const waiting = this.waiters.filter((waiter) => waiter.name === command);
    this.waiters = this.waiters.filter((waiter) => waiter.name !== command);
    for (const waiter of waiting) waiter.resolve(parsed);
    const responder = this.responders.get(command);
    if (responder === undefined) throw new Error(`No response for "${command}"`);
    return responder(parsed);
  }
}

/** Runs in the page, so it may use nothing from outside. */
function installBridge(events: readonly string[]): void {
  const invoke = Reflect.get(window, 'rekeyInvoke') as (
    name: string,
    input: unknown,
  ) => Promise<unknown>;
  Object.defineProperty(window, 'bridge', {
    value: {
      invoke,
      subscribe(name: string, listener: (payload: unknown) => void) {
        if (!events.includes(name)) throw new Error(`The renderer subscribed to "${name}"`);
        const listen = (event: Event) => {
          listener(event instanceof CustomEvent ? event.detail : undefined);
        };
        window.addEventListener(`rekey:${name}`, listen);
        return () => {
          window.removeEventListener(`rekey:${name}`, listen);
        };
      },
    },
  });
}
