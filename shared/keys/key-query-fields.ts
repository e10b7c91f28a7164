export type TextField =
  'provider' | 'app' | 'account' | 'name' | 'owner' | 'purpose' | 'scope' | 'id';
export type ChoiceField = 'status' | 'environment' | 'custody' | 'attention';

/** The words before a colon in the search, and the field each means. */
export const textFields: Readonly<Record<string, TextField>> = {
  provider: 'provider',
  app: 'app',
  container: 'app',
  project: 'app',
  account: 'account',
  connection: 'account',
  name: 'name',
  owner: 'owner',
  purpose: 'purpose',
  scope: 'scope',
  id: 'id',
};

export const choices: Readonly<Record<ChoiceField, readonly string[]>> = {
  status: ['active', 'ended', 'disabled', 'revoked', 'deleted', 'unknown', 'gone'],
  environment: ['production', 'testing', 'unset'],
  custody: ['in-keychain', 'at-provider', 'awaiting-keychain', 'not-held', 'session'],
  attention: [
    'rotation-waiting',
    'secret-not-held',
    'gone-at-provider',
    'access-manager-off',
    'scope-unrestricted',
    'over-age',
    'history-forever',
  ],
};

/** What providers call a key that has ended. */
export const endedWords: ReadonlySet<string> = new Set(['disabled', 'revoked', 'deleted']);

export const choiceFields: Readonly<Record<string, ChoiceField>> = {
  status: 'status',
  environment: 'environment',
  env: 'environment',
  custody: 'custody',
  attention: 'attention',
};
