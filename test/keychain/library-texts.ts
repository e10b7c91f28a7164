import type { KeychainReason } from '../../shared/errors/app-error.ts';

/**
 * What @napi-rs/keyring 2.1.2 said on a real gnome-keyring 42.1. The unit tests map these texts and
 * the keychain lane provokes them again, so that a new version of the library cannot change them
 * unnoticed.
 */
export const libraryTexts = {
  locked: "Couldn't access platform storage: Secret Service: unlock prompt was dismissed",
  'no-bus':
    'Platform failure: DBus error: Using X11 for dbus-daemon autolaunch was disabled at compile time, set your DBUS_SESSION_BUS_ADDRESS instead',
  'no-service':
    'Platform failure: DBus error: The name org.freedesktop.secrets was not provided by any .service files',
  'no-collection': "Couldn't access platform storage: Secret Service: no result found",
  'timed-out':
    'Platform failure: DBus error: Did not receive a reply. Possible causes include: the remote application did not send a reply, the message bus security policy blocked the reply, the reply timeout expired, or the network connection was broken.',
} as const satisfies Partial<Record<KeychainReason, string>>;

/** Its path changes. */
export const deadAddressText =
  /^Platform failure: DBus error: Failed to connect to socket \S+: (No such file or directory|Connection refused)$/;
