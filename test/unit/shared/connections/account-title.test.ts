import { describe, expect, it } from 'vitest';
import { accountTitle } from '../../../../shared/connections/account-title.ts';

describe('the title of an account', () => {
  it.each([
    ['PubNub (API v2)', 'PubNub account Orders', 'PubNub (API v2) · account Orders'],
    ['ActivitySmith', 'ActivitySmith account with #ops', 'ActivitySmith · account with #ops'],
    ['PubNub', 'pubnub  team', 'PubNub · team'],
  ])('of %s says the brand of "%s" once', (providerName, accountName, title) => {
    expect(accountTitle(providerName, accountName)).toBe(title);
  });

  it.each([
    ['Ably', 'Larkspur', 'Ably · Larkspur'],
    ['Ably', 'Ablyish Ltd', 'Ably · Ablyish Ltd'],
    ['Ably', 'Ably', 'Ably · Ably'],
    ['Ably', 'Ably ', 'Ably · Ably '],
    ['PubNub', 'ops@example.com', 'PubNub · ops@example.com'],
  ])('of %s leaves "%s" as it is', (providerName, accountName, title) => {
    expect(accountTitle(providerName, accountName)).toBe(title);
  });
});
