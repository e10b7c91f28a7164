import type { ProviderGuide } from '../provider-module.ts';

export const activitysmithGuide: ProviderGuide = {
  name: 'ActivitySmith',
  mark: { letters: 'AS', hue: 265 },
  nouns: { container: 'account', containers: 'accounts', key: 'API key', keys: 'API keys' },
  connectFields: [],
  connectAdvice: [
    'Your browser opens the consent page of ActivitySmith. Rekey never sees your password.',
    'On that page leave "Manage API keys" ticked: without it Rekey can neither list nor change keys.',
    'What Rekey keeps is an access token with its refresh token, in the keychain. Take the consent back in ActivitySmith at any time.',
    'An API key is shown once, when it is created. Rekey keeps those it creates; of older keys it knows only the first characters.',
  ],
  words: {
    createContainer: null,
    end: 'Deleting is final: this key stops working at once and cannot be restored.',
    notCarriedOver: [
      'Every program that sends with the old key uses it until you change it; nothing is redirected.',
      'Deleting the old key cannot be undone. Both keys work side by side until then.',
    ],
  },
};
