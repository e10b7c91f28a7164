import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HostPorts } from '../composition/host-ports.ts';
import { SystemClock } from '../platform/clock.ts';
import { SystemIdSource } from '../platform/id-source.ts';
import { KeychainClient } from '../platform/keychain/keychain-client.ts';
import { RotatingLogFile } from '../platform/log-file.ts';
import { JsonLogger } from '../platform/logger.ts';
import { CommandClipboard } from '../platform/node/command-clipboard.ts';
import { CommandLinks } from '../platform/node/command-links.ts';
import { ConfPreferences } from '../platform/node/conf-preferences.ts';
import { NodeFileWriter } from '../platform/node/file-writer.ts';
import { NodeSecretCommand } from '../platform/node/secret-command.ts';
import { NodeSecretFiles } from '../platform/node/secret-files.ts';
import { userName } from '../platform/node/user-name.ts';
import { ForkHelperProcessLauncher } from '../platform/node/fork-helper-process.ts';
import { Redactor } from '../platform/redaction.ts';
import type { EventStream } from './event-stream.ts';
import { HostQuestions, type HostQuestion } from './host-questions.ts';

/** Everything the browser host gives to the services. */
export function createBrowserPorts(host: {
  readonly profileDir: string;
  readonly version: string;
  readonly events: EventStream;
  readonly announce: (question: HostQuestion) => void;
}): { readonly ports: HostPorts; readonly questions: HostQuestions } {
  const { profileDir, version, events, announce } = host;
  const clock = new SystemClock();
  const ids = new SystemIdSource(clock);
  const appDir = fileURLToPath(new URL('../..', import.meta.url));
  const redactor = new Redactor({ appDir });
  const sink = new RotatingLogFile(join(profileDir, 'logs'));
  const logger = new JsonLogger({ clock, ids, redactor, sink });
  const launcher = new ForkHelperProcessLauncher();
  const questions = new HostQuestions({ ids, announce });
  return {
    questions,
    ports: {
      host: 'browser',
      version,
      platform: process.platform,
      userName: userName(),
      profileDir,
      allowLoopback: true,
      clock,
      ids,
      logger,
      events,
      confirmation: questions,
      filePicker: questions,
      fileWriter: new NodeFileWriter(),
      secretFiles: new NodeSecretFiles(),
      secretCommand: new NodeSecretCommand({ redactor }),
      clipboard: new CommandClipboard(),
      links: new CommandLinks(),
      notifications: {
        show: () => undefined,
      },
      preferences: new ConfPreferences(profileDir),
      fetch: (input, init) => fetch(input, init),
      keychain: new KeychainClient({ launcher, clock, ids, logger, secrets: redactor }),
    },
  };
}
