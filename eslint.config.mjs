/**
 * What the import rules (test/architecture/dependency-rules.mjs) cannot see: symbols and shapes.
 * Every message names the owner, so that it is also the way out.
 */
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { rekeyPlugin } from './test/architecture/lint-rules.mjs';

/**
 * A restriction with the files that may break it.
 * @typedef {{ in: string[], owners: string[], rule: string, entry: unknown }} Restriction
 */

const app = ['electron/**', 'renderer/**', 'shared/**'];
const everywhere = [...app, 'test/**', 'bench/**', 'scripts/**', '*.ts', '*.mjs'];
const renderer = ['renderer/**'];
const core = ['shared/**', 'electron/services/**'];
const main = ['electron/**'];

/** @type {(name: string, importNames: string[], owner: string, others?: string[]) => Restriction} */
const ownedName = (name, importNames, owner, others = []) => ({
  in: app,
  owners: [owner, ...others],
  rule: 'no-restricted-imports',
  entry: { name, importNames, message: `Only ${owner} may import this.` },
});

/** @type {(name: string, owners: string[], message: string) => Restriction} */
const ownedPackage = (name, owners, message) => ({
  in: app,
  owners,
  rule: 'no-restricted-imports',
  entry: { name, message },
});

/** @type {(files: string[], selector: string, message: string, owners?: string[]) => Restriction} */
const syntax = (files, selector, message, owners = []) => ({
  in: files,
  owners,
  rule: 'no-restricted-syntax',
  entry: { selector, message },
});

/** @type {(files: string[], object: string, property: string, message: string, owners?: string[]) => Restriction} */
const property = (files, object, name, message, owners = []) => ({
  in: files,
  owners,
  rule: 'no-restricted-properties',
  entry: { object, property: name, message },
});

/** @type {(files: string[], name: string, message: string, owners?: string[]) => Restriction} */
const global = (files, name, message, owners = []) => ({
  in: files,
  owners,
  rule: 'no-restricted-globals',
  entry: { name, message },
});

const configFiles = [
  'electron.vite.config.ts',
  'eslint.config.mjs',
  'test/vitest.config.ts',
  'test/e2e/playwright.config.ts',
  'test/architecture/dependency-rules.mjs',
];
const processOwners = ['electron/platform/**', 'electron/browser-host/**'];
const providerNames = '/^(pubnub-v1|pubnub-v2|ably|abetterchoice|activitysmith)$/';
const askCapabilities =
  'The renderer asks descriptor.capabilities and descriptor.limits, never which provider it is.';
const textOnly = 'Provider text stays text: render it as a React child.';
const useClock = 'Take the Clock port: tests move the time by hand.';
const useIdSource = 'Take the IdSource port: randomness is repeatable in tests.';
const useHttp = 'Only electron/providers/provider-http.ts talks to the network.';

/** @type {Restriction[]} */
const restrictions = [
  ownedName('electron', ['ipcMain'], 'electron/ipc/electron-transport.ts', [
    // Removes the channel that electron-store opens on its own.
    'electron/platform/electron/preferences.ts',
  ]),
  ownedName('electron', ['ipcRenderer', 'contextBridge'], 'electron/preload/preload.ts'),
  ownedName('electron', ['clipboard', 'ClipboardItem'], 'electron/platform/electron/clipboard.ts'),
  ownedPackage('electron', ['electron/**'], 'The renderer and shared know no Electron.'),
  {
    in: app,
    owners: [],
    rule: 'no-restricted-imports',
    entry: {
      name: 'electron',
      importNames: ['default'],
      message: 'Import Electron by name, so that the owners of each name can be checked.',
    },
  },
  ownedPackage(
    '@napi-rs/keyring',
    ['electron/platform/keychain/helper.ts'],
    'Only electron/platform/keychain/helper.ts may import this: it can hang and is killed.',
  ),
  {
    in: ['electron/services/**'],
    owners: [],
    rule: 'no-restricted-imports',
    entry: {
      name: 'node:crypto',
      importNames: ['randomBytes', 'randomUUID', 'randomInt', 'getRandomValues', 'webcrypto'],
      message: useIdSource,
    },
  },
  {
    in: ['electron/platform/keychain/helper.ts'],
    owners: [],
    rule: 'no-restricted-imports',
    entry: {
      name: '@napi-rs/keyring',
      importNames: ['findCredentials', 'findCredentialsAsync'],
      message: 'Searching hangs on a frozen daemon; our own index is in the database.',
    },
  },
  ...['node:child_process', 'child_process'].map((name) =>
    ownedPackage(name, processOwners, 'Processes are started by platform/ and browser-host/ only.'),
  ),

  syntax(
    app,
    'ImportExpression[source.value=/^(electron|electron-store|@napi-rs\\u002Fkeyring|node:child_process)$/]',
    'Import it by name at the top, so that its owner can be checked.',
  ),
  syntax(
    everywhere,
    'TSEnumDeclaration',
    'Use a union of string literals: Node runs our TypeScript as it is.',
  ),
  syntax(
    everywhere,
    'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]',
    'Named exports only: one name in every file that uses it.',
    configFiles,
  ),
  syntax(
    everywhere,
    'TSAsExpression > TSTypeReference[typeName.name=/Error$/], TSAsExpression > TSTypeReference[typeName.right.name="ErrnoException"]',
    'Narrow the unknown with instanceof or a schema, or rethrow it with its cause.',
  ),
  syntax(everywhere, 'TSAsExpression > TSAnyKeyword', 'Parse it, or narrow it.'),
  syntax(
    renderer,
    `BinaryExpression[operator=/^[!=]==?$/]:matches([left.name="providerId"], [left.property.name="providerId"]):matches([right.type="Literal"], [right.type="TemplateLiteral"], [right.name=/^[A-Z][A-Z0-9_]+$/])`,
    askCapabilities,
  ),
  syntax(
    renderer,
    `BinaryExpression[operator=/^[!=]==?$/]:matches([right.name="providerId"], [right.property.name="providerId"]):matches([left.type="Literal"], [left.type="TemplateLiteral"], [left.name=/^[A-Z][A-Z0-9_]+$/])`,
    askCapabilities,
  ),
  syntax(
    renderer,
    'SwitchStatement:matches([discriminant.name="providerId"], [discriminant.property.name="providerId"])',
    askCapabilities,
  ),
  syntax(renderer, `Literal[value=${providerNames}]`, askCapabilities),
  syntax(renderer, 'JSXAttribute[name.name="dangerouslySetInnerHTML"]', textOnly),
  syntax(renderer, 'Property[key.name="dangerouslySetInnerHTML"]', textOnly),
  syntax(app, 'MemberExpression[property.name=/^(innerHTML|outerHTML|srcdoc)$/]', textOnly),
  syntax(app, 'MemberExpression[property.name="insertAdjacentHTML"]', textOnly),
  syntax(
    app,
    'MemberExpression[property.name="openPath"], Property[key.name="openPath"]',
    'Opening a path can start a program; constant links go through ExternalLinks.',
  ),
  syntax(
    app,
    'MemberExpression[property.name="setAsDefaultProtocolClient"]',
    'Rekey registers no deep links: a link must not be able to act.',
  ),
  syntax(
    app,
    'MemberExpression[property.name="sendSync"]',
    'Synchronous IPC freezes the window; commands are invoked.',
  ),
  syntax(
    main,
    'Property[key.name="rejectUnauthorized"], MemberExpression[property.name=/^(setCertificateVerifyProc|NODE_TLS_REJECT_UNAUTHORIZED)$/]',
    'Certificates are checked by the platform and never overridden.',
    ['electron/app/dangerous-switches.ts'],
  ),
  syntax(
    main,
    'NewExpression[callee.name="BrowserWindow"]',
    'Only electron/app/main-window.ts opens windows, from one frozen set of options.',
    ['electron/app/main-window.ts'],
  ),
  syntax(core, 'NewExpression[callee.name="Date"][arguments.length=0]', useClock),

  property(core, 'Date', 'now', useClock),
  property(core, 'performance', 'now', useClock),
  property(app, 'Math', 'random', useIdSource),
  ...['window', 'globalThis', 'self'].flatMap((object) => [
    ...['localStorage', 'sessionStorage', 'indexedDB', 'fetch'].map((name) =>
      property(
        renderer,
        object,
        name,
        'The renderer keeps nothing and calls nobody: use a command.',
      ),
    ),
    property(renderer, object, 'bridge', 'Only renderer/ipc/bridge.ts touches the bridge.', [
      'renderer/ipc/bridge.ts',
    ]),
  ]),
  property(renderer, 'navigator', 'clipboard', 'Copying happens in main, with timed clearing.'),
  property(renderer, 'navigator', 'sendBeacon', 'The renderer has no network: use a command.'),
  property(app, 'document', 'write', textOnly),

  ...['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'].map((name) =>
    global(renderer, name, 'The renderer has no network: use a command.'),
  ),
  ...['localStorage', 'sessionStorage', 'indexedDB'].map((name) =>
    global(renderer, name, 'The renderer keeps nothing: settings are commands.'),
  ),
  global(
    ['electron/services/**', 'electron/providers/**', 'electron/ipc/**', 'electron/storage/**'],
    'fetch',
    useHttp,
    ['electron/providers/provider-http.ts'],
  ),
];

const isSame = (/** @type {unknown} */ a, /** @type {unknown} */ b) =>
  JSON.stringify(a) === JSON.stringify(b);

/**
 * ESLint lets the last matching block replace a rule's options, so every distinct set of files gets
 * one block with all the restrictions that apply to it, from the widest set to the narrowest.
 * @param {string} rule
 */
function blocksFor(rule) {
  const own = restrictions.filter((restriction) => restriction.rule === rule);
  const scopes = own.flatMap((restriction) => [
    restriction.in,
    ...restriction.owners.map((owner) => [owner]),
  ]);
  const distinct = scopes.filter(
    (scope, index) => scopes.findIndex((other) => isSame(other, scope)) === index,
  );
  const globs = distinct.flat().filter((glob, index, all) => all.indexOf(glob) === index);
  return globs.sort(byWidth).map((glob) => {
    const entries = own
      .filter(({ in: files, owners }) => covers(files, glob) && !covers(owners, glob))
      .map(({ entry }) => entry);
    const options = rule === 'no-restricted-imports' ? [{ paths: entries }] : entries;
    /** @type {import('eslint').Linter.RuleEntry} */
    const entry = entries.length === 0 ? 'off' : ['error', ...options];
    return {
      files: [glob.endsWith('/**') ? `${glob}/*.{ts,tsx,mjs}` : glob],
      rules: { [rule]: entry },
    };
  });
}

/**
 * Globs here are folders (`a/b/**`), files, or `*.ext` in the root, so width is depth.
 * @param {string} a
 * @param {string} b
 */
const byWidth = (a, b) => a.split('/').length - b.split('/').length || a.length - b.length;

/**
 * Whether one of `files` contains everything that `glob` matches.
 * @param {string[]} files
 * @param {string} glob
 */
const covers = (files, glob) =>
  files.some(
    (file) => file === glob || (file.endsWith('/**') && glob.startsWith(file.slice(0, -2))),
  );

export default defineConfig(
  globalIgnores(['dist/', 'release/', 'test-results/', 'coverage/', 'node_modules/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx,mjs}'],
    extends: [
      js.configs.recommended,
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
    ],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { rekey: rekeyPlugin },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      // The compiler knows which globals exist in which environment.
      'no-undef': 'off',
      'rekey/todo-needs-issue': 'error',
      'rekey/disable-needs-reason': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Spreading a string by code points is what the names of keys need.
      '@typescript-eslint/no-misused-spread': [
        'error',
        { allow: [{ from: 'lib', name: 'string' }] },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // A port is asynchronous even where one implementation of it is not.
      '@typescript-eslint/require-await': 'off',
      // `a: string | undefined` from an index signature reads better as `a['b']`, as the compiler asks.
      '@typescript-eslint/dot-notation': 'off',
      // Index signatures of records with literal keys are clearer as such.
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      // Types that describe data are aliases, ports are interfaces: both have their place.
      '@typescript-eslint/consistent-type-definitions': 'off',
    },
  },
  {
    files: ['renderer/**/*.{ts,tsx}', 'test/**/*.tsx'],
    extends: [reactHooks.configs.flat.recommended],
    rules: {
      // Tells users of the React Compiler that TanStack Virtual is skipped; we do not compile.
      'react-hooks/incompatible-library': 'off',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } },
      ],
    },
  },
  {
    files: ['test/**/*.{ts,tsx,mjs}', 'bench/**/*.ts'],
    rules: {
      // An index that is missing fails the test just as well.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: [
      'scripts/**/*.mjs',
      'bench/**/*.ts',
      // Catches what tests print.
      'test/setup/silent-console.ts',
      'electron/platform/logger.ts',
      'electron/browser-host/main.ts',
      'electron/sandbox/serve-main.ts',
    ],
    rules: { 'no-console': 'off' },
  },
  ...[
    'no-restricted-imports',
    'no-restricted-syntax',
    'no-restricted-properties',
    'no-restricted-globals',
  ].flatMap(blocksFor),
);
