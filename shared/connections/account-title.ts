/** An account's name where its provider's stands beside it: the brand is said once. */
export function withoutBrand(accountName: string, providerName: string): string {
  const brand = providerName.replace(/ \(.*\)$/u, '');
  const beginning = accountName.slice(0, brand.length).toLowerCase();
  const rest = accountName.slice(brand.length);
  const isBranded = beginning === brand.toLowerCase() && /^\s+\S/u.test(rest);
  return isBranded ? rest.trim() : accountName;
}

/** "PubNub (API v2) · account Orders", for what its provider calls "PubNub account Orders". */
export const accountTitle = (providerName: string, accountName: string): string =>
  `${providerName} · ${withoutBrand(accountName, providerName)}`;
