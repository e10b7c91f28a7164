import type { KeychainReason } from '../../../shared/errors/app-error.ts';

/**
 * The library reports failures as text only. The Linux texts are those of @napi-rs/keyring 2.1.2 on
 * a real Secret Service and are provoked again by `test/keychain`; those of macOS and Windows come
 * from the systems' own lists of codes. The first match wins.
 */
const reasonsByText: readonly (readonly [pattern: RegExp, reason: KeychainReason])[] = [
  [/longer than the platform limit/i, 'too-large'],

  [/unlock prompt was dismissed|object locked/i, 'locked'],
  // macOS -25308: the keychain would have to ask, and nobody can be asked.
  [/user interaction is not allowed/i, 'locked'],

  // A frozen daemon: the library gives a call two seconds.
  [/did not receive a reply/i, 'timed-out'],
  [/timed out waiting for a reply|org\.freedesktop\.DBus\.Error\.(NoReply|Timeout)/i, 'timed-out'],

  // "no result found" while storing: the Secret Service has no collection named "default".
  [/secret service: no result found/i, 'no-collection'],
  // macOS -25307.
  [/default keychain could not be found/i, 'no-collection'],

  [/set your DBUS_SESSION_BUS_ADDRESS|autolaunch|DBUS_SESSION_BUS_ADDRESS/i, 'no-bus'],
  [/failed to connect to socket|could not parse (server )?address/i, 'no-bus'],
  [/connection (was disconnected|is closed)|disconnected from D-Bus/i, 'no-bus'],

  // After the bus: "failed to execute dbus-launch" is about the bus.
  [/name \S+ was not provided by any \.service files|name is not activatable/i, 'no-service'],
  [/failed to (activate|start|execute)|could not activate|exited with status/i, 'no-service'],
  // The daemon was replaced between two calls.
  [/session does not exist/i, 'no-service'],
  [/no dbus session or secret service provider found/i, 'no-service'],
  // macOS -25291; Windows 1312: a service account without a logon session has no credential store.
  [/no keychain is available|NO_SUCH_LOGON_SESSION/i, 'no-service'],

  // macOS -128, -25293, -34018; D-Bus and kernel policies; Windows 5.
  [/user canceled the operation|passphrase you entered is not correct/i, 'denied'],
  [/required entitlement isn't present/i, 'denied'],
  [/access\s?denied|permission denied|not allowed to/i, 'denied'],
];

/** Why the keychain failed, from the library's text. */
export function keychainReasonFor(text: string): KeychainReason {
  return reasonsByText.find(([pattern]) => pattern.test(text))?.[1] ?? 'other';
}
