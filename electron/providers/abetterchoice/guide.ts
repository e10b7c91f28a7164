import type { ConsoleGuide, GuideStep } from '../../../shared/providers/console-guide.ts';
import type { ProviderGuide } from '../provider-module.ts';
import { DEFAULT_KEY_PREFIX, KEY_NAME_PATTERN } from './rules.ts';

const inConsole = {
  place: 'Project {container} → Settings → SDK&Key',
  linkId: 'abetterchoice-console',
} as const;
const elsewhere = { place: null, linkId: null } as const;
const nothing = { paste: null, check: null, confirm: null } as const;

const createKey: GuideStep = {
  ...{ ...inConsole, title: 'Create the key', about: 'new' },
  action:
    'Click “+ New API Key”, enter the name {key}, describe who uses it, and click Create. The key is Active at once.',
  ...{ ...nothing, confirm: 'I created {key} in project {container}.' },
};

const pasteToken: GuideStep = {
  ...{ ...inConsole, title: 'Bring the token', about: 'new' },
  action: 'Show the token in the row of {key}, copy it, and paste it here.',
  paste: 'token',
  check:
    'The token names the key it belongs to: Rekey compares it with {key}, and reads when it ends.',
  confirm: null,
};

const checkKey: GuideStep = {
  ...{ ...elsewhere, title: 'Check that it works', about: 'new' },
  action: 'Let Rekey send one signed request with {key}. It counts as traffic of your project.',
  ...{ ...nothing, check: 'ABetterChoice accepts the request, or refuses it.' },
};

const distribute: GuideStep = {
  ...{ ...elsewhere, title: 'Hand it out', about: 'new' },
  action:
    'Put the new token where the old one is: secret manager, environment variables, deployment. Both keys work meanwhile.',
  ...{ ...nothing, confirm: 'Everything that used the old token uses the new one.' },
};

const logsAreQuiet: GuideStep = {
  ...{ ...elsewhere, title: 'Look into the logs', about: 'old' },
  action: 'Look into the logs of your services for requests with the token of {key}.',
  ...{ ...nothing, confirm: 'The logs show that requests with the old token have stopped.' },
};

const deactivate: GuideStep = {
  ...{ ...inConsole, title: 'Deactivate', about: 'old' },
  action:
    'Click Deactivate in the row of {key} and nowhere else. Every request with its token is refused at once, and nothing brings it back.',
  ...{ ...nothing, confirm: 'I clicked Deactivate in the row of {key}.' },
};

const checkIsDead: GuideStep = {
  ...{ ...elsewhere, title: 'Check that it is refused', about: 'old' },
  action: 'Let Rekey send one signed request with {key}. It counts as traffic of your project.',
  ...nothing,
  check: 'ABetterChoice refuses the request. That can take about 15 seconds.',
};

const archive: GuideStep = {
  ...{ ...elsewhere, title: 'Archive the token', about: 'old' },
  action: 'Archive the old token in your records.',
  ...{ ...nothing, confirm: 'I archived the old token.' },
};

const askSupport: GuideStep = {
  ...{ ...elsewhere, title: 'Ask support', about: 'old' },
  action:
    'Send the request below to ABetterChoice: only they can rotate the token of the default key.',
  ...{ ...nothing, confirm: 'I asked support to rotate the token of {key}.' },
};

const goSnippet = [
  'import abc "github.com/abetterchoice/go-sdk"',
  '',
  'err := abc.Init(ctx, []string{"{container}"},',
  '  abc.WithSecretKey(os.Getenv("ABETTERCHOICE_TOKEN")))',
].join('\n');

/** "HTTP API authentication": the token signs the request and is not sent. */
const httpSnippet = [
  'ak={key} et=$(date +%s)',
  'es=$(printf %s "$ABETTERCHOICE_TOKEN$ak$et" | openssl md5 -r | cut -c1-32)',
  'curl https://openapi.abetterchoice.ai/abc/get_feature_flags \\',
  '  -H "X-Ak: $ak" -H "X-Et: $et" -H "X-Es: $es" \\',
  "  -H 'Content-Type: application/json' \\",
  '  -d \'{"project_id":"{container}","unit_id":"user-1"}\'',
].join('\n');

const publicKeyNote = 'Its keys will be public: a key of its own, never one of a server.';
const comingSoon = { isReady: false, note: publicKeyNote, snippet: null } as const;

/** "API keys", SDK setup. */
const sdks: ConsoleGuide['sdks'] = [
  { name: 'go', isReady: true, note: 'For servers.', snippet: goSnippet },
  {
    ...{ name: 'http', isReady: true, snippet: httpSnippet },
    note: 'For everything else: CI jobs, scripts, BI tools.',
  },
  { name: 'Android', ...comingSoon },
  { name: 'iOS', ...comingSoon },
  { name: 'JavaScript', ...comingSoon },
  {
    ...{ name: 'C++', isReady: false, snippet: null },
    note: 'Until it ships: the HTTP API with a key of a server.',
  },
];

const requestLines = (...lines: readonly string[]): string =>
  ['Hello,', ...lines, 'We do not send the token itself with this message.'].join('\n\n');

/** "API keys", and decisions of Rekey's own where it is silent. */
export const abetterchoiceConsole: ConsoleGuide = {
  containerId: 'project id',
  namePattern: KEY_NAME_PATTERN,
  nameRule: 'Only letters, numbers and underscores: ABetterChoice takes no hyphen, dot or space.',
  exampleNames: ['server_prod', 'server_staging', 'http_batch'],
  fixedKeyPrefix: DEFAULT_KEY_PREFIX,
  fixedKeyReason:
    'The default key of a project cannot be deactivated. If it has leaked, create a new key, move everything to it, and ask ABetterChoice to rotate the default token.',
  steps: {
    create: [createKey, pasteToken, checkKey],
    end: [logsAreQuiet, deactivate, checkIsDead, archive],
    replace: [
      ...[createKey, pasteToken, checkKey, distribute],
      ...[logsAreQuiet, deactivate, checkIsDead, archive],
    ],
    leakedFixedKey: [createKey, pasteToken, checkKey, distribute, logsAreQuiet, askSupport],
  },
  supportRequest: {
    subject: 'Please rotate the default token of project {container}',
    body: {
      planned: requestLines(
        'we want to replace the token of the default key {key} of our project {container}. The console cannot deactivate this key.',
        'We have moved our traffic to another key. Please rotate the token of the default key, and tell us when the old one is refused.',
      ),
      exposed: requestLines(
        'the token of the default key {key} of our project {container} may have leaked. The console cannot deactivate this key.',
        'We are moving our traffic to another key. Please rotate the token of the default key now, and tell us when the old one is refused.',
      ),
    },
  },
  sdks,
  advice: [
    'One key for each environment and each consumer: then you can deactivate exactly what you need.',
    'A key shipped in a browser or an app is public: never use it on a server too.',
    'Never commit a token. Pair every key with a secret manager, and rotate it on a schedule.',
  ],
};

export const abetterchoiceGuide: ProviderGuide = {
  name: 'ABetterChoice',
  mark: { letters: 'BC', hue: 265 },
  nouns: { container: 'project', containers: 'projects', key: 'API key', keys: 'API keys' },
  connectFields: [
    {
      name: 'projectId',
      input: 'text',
      label: 'Project id',
      hint: 'The number after /app/ in the address of your project’s console page.',
      autoComplete: 'off',
    },
  ],
  connectAdvice: [
    'ABetterChoice has no API for keys. Rekey keeps the list of this project by hand: what you enter, and what its checks have shown.',
    'Nothing is sent when a project is added, and there is nothing to sign in to.',
    'Creating and deactivating happens in the console; Rekey says what to click, takes the token over and checks it.',
  ],
  words: {
    createContainer: null,
    end: 'Deactivating is immediate and final: every request with this token is refused.',
    notCarriedOver: [],
  },
  byHand: abetterchoiceConsole,
};
