/** Every page that Rekey opens in the system browser. No address ever comes from data. */
export const linkTargets: Readonly<Record<string, string>> = {
  'pubnub-admin-portal': 'https://admin.pubnub.com/',
  'pubnub-keyset-settings': 'https://www.pubnub.com/docs/portal/keysets',
  'pubnub-access-manager': 'https://www.pubnub.com/docs/general/security/access-control',
};

/** Null for anything but an id of the table. */
export function linkTarget(linkId: string): string | null {
  return Object.hasOwn(linkTargets, linkId) ? (linkTargets[linkId] ?? null) : null;
}
