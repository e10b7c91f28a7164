import type { KeysetScope } from '../../../shared/scopes/keyset-scope.ts';
import type { Properties } from './keyset-draft.ts';

export type TemplateId = 'server' | 'browser' | 'ci' | 'chat' | 'devices' | 'blank';

export interface KeysetTemplate {
  readonly id: TemplateId;
  readonly label: string;
  /** What clients may do with it, and what not. */
  readonly description: string;
  readonly properties: Properties;
}

/** Everything off that a purpose does not need, and Access Manager on: a new keyset opens nothing by itself. */
const closed: Properties = {
  history: false,
  uls: true,
  objects: false,
  files_enabled: false,
  presence: false,
  wildcardsubscribe: false,
};

/**
 * Starting points by purpose for a v1 keyset. What a template does not name is left to the provider.
 * A keyset reads no statistics, and its files for push are uploaded in the console: none for those two.
 */
const keysetTemplatesV1: readonly KeysetTemplate[] = [
  {
    id: 'server',
    label: 'Server publisher',
    description:
      'Your servers publish; clients without a token can do nothing, and nothing is stored.',
    properties: closed,
  },
  {
    id: 'browser',
    label: 'Browser, subscribe only',
    description:
      'Browsers read what their token names, over one connection; they can publish and list nothing, as long as your tokens give only reading.',
    properties: {
      ...closed,
      pam_objects_disallow_getallchannels: true,
      pam_objects_disallow_getalluuids: true,
      multiplexing: true,
    },
  },
  {
    id: 'ci',
    label: 'CI',
    description:
      'Tests publish and read back for one day with a token; nothing is kept longer, and no users’ data is stored.',
    properties: { ...closed, history: true, message_storage_ttl: 1 },
  },
  {
    id: 'chat',
    label: 'Chat',
    description:
      'Clients with a token chat: 30 days of messages, presence, users and channels; no files.',
    properties: {
      ...closed,
      history: true,
      message_storage_ttl: 30,
      presence: true,
      presence_leave_on_disconnect: true,
      objects: true,
    },
  },
  {
    id: 'devices',
    label: 'Devices',
    description:
      'Devices with a token read and send: 7 days of messages, wildcard subscriptions; no presence.',
    properties: { ...closed, history: true, message_storage_ttl: 7, wildcardsubscribe: true },
  },
  {
    id: 'blank',
    label: 'The provider’s defaults',
    description: 'Nothing is sent; you see afterwards what the provider chose.',
    properties: {},
  },
];

const closedV2: Properties = {
  'messagePersistence.enabled': false,
  'accessManager.enabled': true,
  'appContext.enabled': false,
  'files.enabled': false,
  'presence.enabled': false,
};

/** The same purposes for v2. Days stay within every plan; a region is chosen by the person, for good. */
const keysetTemplatesV2: readonly KeysetTemplate[] = [
  {
    id: 'server',
    label: 'Server publisher',
    description:
      'Your servers publish; clients without a token can do nothing, and nothing is stored.',
    properties: closedV2,
  },
  {
    id: 'browser',
    label: 'Browser, subscribe only',
    description:
      'Browsers read what their token names, over one connection; they can publish and list nothing, as long as your tokens give only reading.',
    properties: {
      ...closedV2,
      'streamController.enabled': true,
      'streamController.wildcardSubscribe': false,
    },
  },
  {
    id: 'ci',
    label: 'CI',
    description:
      'Tests publish and read back for one day with a token; nothing is kept longer, and no users’ data is stored.',
    properties: {
      ...closedV2,
      'messagePersistence.enabled': true,
      'messagePersistence.retention': 1,
    },
  },
  {
    id: 'chat',
    label: 'Chat',
    description:
      'Clients with a token chat: 7 days of messages, presence, users and channels in a region you choose; no files.',
    properties: {
      ...closedV2,
      'messagePersistence.enabled': true,
      'messagePersistence.retention': 7,
      'presence.enabled': true,
      'presence.generateLeaveOnDisconnect': true,
      'appContext.enabled': true,
    },
  },
  {
    id: 'devices',
    label: 'Devices',
    description:
      'Devices with a token read and send: 7 days of messages, wildcard subscriptions; no presence.',
    properties: {
      ...closedV2,
      'messagePersistence.enabled': true,
      'messagePersistence.retention': 7,
      'streamController.enabled': true,
      'streamController.wildcardSubscribe': true,
    },
  },
  {
    id: 'blank',
    label: 'The provider’s defaults',
    description: 'Nothing is sent; you see afterwards what the provider chose.',
    properties: {},
  },
];

export const keysetTemplates: Readonly<
  Record<KeysetScope['generation'], readonly KeysetTemplate[]>
> = { v1: keysetTemplatesV1, v2: keysetTemplatesV2 };
