import type { AppStatus } from '../../../shared/ipc/contract.ts';
import { errorMessage } from '../../messages/error-message.ts';

export interface StateWords {
  readonly isGood: boolean;
  readonly word: string;
  /** What it means, and what to do where something is wrong. */
  readonly sentence: string;
}

const keychainNames: Readonly<Record<string, string>> = {
  darwin: 'the macOS keychain',
  win32: 'the Windows Credential Manager',
  linux: 'the Secret Service of this desktop',
};

export function keychainState({
  custody,
  platform,
}: Pick<AppStatus, 'custody' | 'platform'>): StateWords {
  if (custody.mode === 'keychain') {
    return {
      isGood: true,
      word: 'in use',
      sentence: `Secrets, sessions and the key of the saved list are in ${keychainNames[platform] ?? 'the keychain of this machine'}.`,
    };
  }
  const { sentence } = errorMessage({ kind: 'keychain-unavailable', reason: custody.reason });
  const waiting = custody.databaseWaits
    ? ' The saved list waits, untouched, until the keychain can be used.'
    : '';
  return {
    isGood: false,
    word: 'not in use',
    sentence: `${sentence} Until then nothing is kept after Rekey quits; mend it, then start Rekey again.${waiting}`,
  };
}

export function databaseState({ database }: Pick<AppStatus, 'database'>): StateWords {
  switch (database.state) {
    case 'open':
      return {
        isGood: true,
        word: 'open',
        sentence: 'The list is on this machine, encrypted with a key from the keychain.',
      };
    case 'in-memory':
      return {
        isGood: false,
        word: 'in memory',
        sentence:
          'The list is in memory only and goes when Rekey quits. It is saved again once the keychain can be used.',
      };
    case 'unavailable':
      return {
        isGood: false,
        word: 'not in use',
        sentence: errorMessage({
          kind: 'database-unavailable',
          reason: database.reason,
          fileName: database.fileName,
        }).sentence,
      };
  }
}

export function clipboardState({
  clipboard,
  platform,
}: Pick<AppStatus, 'clipboard' | 'platform'>): StateWords {
  return clipboard
    ? {
        isGood: true,
        word: 'available',
        sentence: 'Secrets are copied by the app itself and cleared after the time set above.',
      }
    : {
        isGood: false,
        word: 'not available',
        sentence:
          platform === 'linux'
            ? 'No program for the clipboard was found. Install wl-copy or xclip and start Rekey again; until then reveal a value instead.'
            : 'This machine offers no clipboard to Rekey. Reveal a value instead.',
      };
}

export const hostWords = ({ host, platform }: Pick<AppStatus, 'host' | 'platform'>): string =>
  host === 'electron'
    ? `the desktop app on ${platformName(platform)}`
    : `a browser on ${platformName(platform)}; confirmations are weaker here than in the desktop app`;

function platformName(platform: string): string {
  const names: Readonly<Record<string, string>> = {
    darwin: 'macOS',
    linux: 'Linux',
    win32: 'Windows',
  };
  return names[platform] ?? platform;
}
