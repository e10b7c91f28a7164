import type { KeysetScope } from '../../../shared/scopes/keyset-scope.ts';
import type { Properties } from './keyset-draft.ts';

export type TemplateId = 'server' | 'chat' | 'devices' | 'blank';

export interface KeysetTemplate {
  readonly id: TemplateId;
  readonly label: string;
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

/** Starting points by purpose for a v1 keyset. What a template does not name is left to the provider. */
const keysetTemplatesV1: readonly KeysetTemplate[] = [
  {
    id: 'server',
    label: 'Messages between servers',
    description: 'Tokens required, nothing stored.',
    properties: closed,
  },
  {
    id: 'chat',
    label: 'Chat',
    description: 'Tokens required, 30 days of messages, presence, users and channels.',
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
    description: 'Tokens required, 7 days of messages, wildcard subscriptions.',
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
    label: 'Messages between servers',
    description: 'Tokens required, nothing stored.',
    properties: closedV2,
  },
  {
    id: 'chat',
    label: 'Chat',
    description:
      'Tokens required, 7 days of messages, presence, users and channels in a region you choose.',
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
    description: 'Tokens required, 7 days of messages, wildcard subscriptions.',
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
