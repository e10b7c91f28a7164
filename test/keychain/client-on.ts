import { SystemClock } from '../../electron/platform/clock.ts';
import { SystemIdSource } from '../../electron/platform/id-source.ts';
import { KeychainClient } from '../../electron/platform/keychain/keychain-client.ts';
import { ForkHelperProcessLauncher } from '../../electron/platform/node/fork-helper-process.ts';
import type { HelperProcess } from '../../electron/services/ports/helper-process.ts';
import type { KeychainPatience } from '../../electron/services/ports/keychain.ts';
import { RecordingLogger } from './recording-logger.ts';

/** The real client with real helper processes that see only this environment. */
export function clientOn(
  env: NodeJS.ProcessEnv,
  options: {
    readonly deadlinesMs?: Readonly<Record<KeychainPatience, number>>;
    readonly onLaunch?: (helper: HelperProcess) => void;
  } = {},
): { keychain: KeychainClient; logger: RecordingLogger } {
  const clock = new SystemClock();
  const logger = new RecordingLogger();
  const launcher = new ForkHelperProcessLauncher(env);
  const keychain = new KeychainClient({
    launcher: {
      launch: (entry) => {
        const helper = launcher.launch(entry);
        options.onLaunch?.(helper);
        return helper;
      },
    },
    clock,
    ids: new SystemIdSource(clock),
    logger,
    secrets: { registerSecret: () => undefined },
    ...(options.deadlinesMs === undefined ? {} : { deadlinesMs: options.deadlinesMs }),
  });
  return { keychain, logger };
}
