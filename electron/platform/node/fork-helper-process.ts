import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { HelperProcess, HelperProcessLauncher } from '../../services/ports/helper-process.ts';
import { childEnvironment } from './child-environment.ts';

const sourcePaths = {
  'keychain-helper': fileURLToPath(new URL('../keychain/helper.ts', import.meta.url)),
} as const;

/** Helpers as child processes of this Node, for the browser host and tests. */
export class ForkHelperProcessLauncher implements HelperProcessLauncher {
  private readonly env: NodeJS.ProcessEnv;

  constructor(env: NodeJS.ProcessEnv = process.env) {
    this.env = env;
  }

  launch(entry: 'keychain-helper'): HelperProcess {
    const child = fork(sourcePaths[entry], {
      env: childEnvironment(this.env),
      execArgv: [],
      // Libraries print what they like; nothing of it may reach our own output.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    return new ForkedHelper(child);
  }
}

class ForkedHelper implements HelperProcess {
  private readonly child: ChildProcess;
  private readonly exitListeners: (() => void)[] = [];
  private isGone = false;

  constructor(child: ChildProcess) {
    this.child = child;
    child.once('exit', () => this.end());
    // Could not be started, or could not be written to: the second is followed by its exit.
    child.on('error', () => {
      if (child.pid === undefined) this.end();
    });
  }

  send(message: unknown): void {
    if (!this.child.connected || !isSendable(message)) return;
    // A failed delivery means that the child is ending, which `onExit` reports.
    this.child.send(message, () => undefined);
  }

  onMessage(listener: (message: unknown) => void): void {
    this.child.on('message', listener);
  }

  onExit(listener: () => void): void {
    if (this.isGone) queueMicrotask(listener);
    else this.exitListeners.push(listener);
  }

  kill(): void {
    // Not SIGTERM: a helper whose event loop is blocked would never handle it.
    this.child.kill('SIGKILL');
  }

  private end(): void {
    if (this.isGone) return;
    this.isGone = true;
    for (const listener of this.exitListeners) listener();
  }
}

function isSendable(message: unknown): message is object {
  return typeof message === 'object' && message !== null;
}
