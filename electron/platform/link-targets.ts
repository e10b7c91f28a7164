/** Every page that Rekey opens in the system browser by id. */
export const linkTargets: Readonly<Record<string, string>> = {
  'abetterchoice-console': 'https://abetterchoice.ai/',
  'pubnub-admin-portal': 'https://admin.pubnub.com/',
  'pubnub-keyset-settings': 'https://www.pubnub.com/docs/portal/keysets',
  'pubnub-access-manager': 'https://www.pubnub.com/docs/general/security/access-control',
};

/** The normalised address of a consent page; null for anything a browser might run or open elsewhere. */
export function consentAddress(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, hostname, username, password, href } = new URL(address);
  if (username !== '' || password !== '') return null;
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback) ? href : null;
}

/** Null for anything but an id of the table. */
export function linkTarget(linkId: string): string | null {
  return Object.hasOwn(linkTargets, linkId) ? (linkTargets[linkId] ?? null) : null;
}
