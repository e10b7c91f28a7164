import { utilityProcess } from 'electron';
import type { HelperProcess, HelperProcessLauncher } from '../../services/ports/helper-process.ts';

/** Helpers as utility processes: with the RunAsNode fuse off, `fork` is not available in main. */
export class UtilityHelperLauncher implements HelperProcessLauncher {
  private readonly entryPaths: Readonly<Record<'keychain-helper', string>>;

  constructor(entryPaths: Readonly<Record<'keychain-helper', string>>) {
    this.entryPaths = entryPaths;
  }

  launch(entry: 'keychain-helper'): HelperProcess {
    const child = utilityProcess.fork(this.entryPaths[entry], [], {
      serviceName: `Rekey ${entry}`,
      // Libraries print what they like; nothing of it may reach our own output.
      stdio: 'ignore',
    });
    // V8 gave up in the child; its exit follows. Without a listener this event would throw here.
    child.on('error', () => undefined);
    return {
      send: (message) => {
        child.postMessage(message);
      },
      onMessage: (listener) => {
        child.on('message', listener);
      },
      onExit: (listener) => {
        child.once('exit', () => {
          listener();
        });
      },
      kill: () => {
        // Not spawned yet: there is nothing to kill until it is. A child that has exited never spawns.
        if (!child.kill()) child.once('spawn', () => child.kill());
      },
    };
  }
}
