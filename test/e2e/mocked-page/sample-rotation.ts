import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../../shared/lib/duration.ts';
import { ok } from '../../../shared/errors/app-error.ts';
import {
  providerDescriptorSchema,
  type ProviderDescriptor,
} from '../../../shared/providers/provider-descriptor.ts';
import {
  destinationViewSchema,
  type DestinationView,
} from '../../../shared/rotations/destination.ts';
import {
  rotationPlanSchema,
  rotationViewSchema,
  type RotationPlan,
  type RotationStep,
  type RotationView,
} from '../../../shared/rotations/rotation-view.ts';
import type { MockedMain } from '../mocked-main.ts';
import { ablyDescriptor, addOtherKey, pubnubV2Descriptor } from './more-providers.ts';
import { sampleId } from './sample-id.ts';
import type { SampleWorld } from './sample-world.ts';

/** A provider whose keys stay while their secrets change. */
const inPlaceDescriptor: ProviderDescriptor = providerDescriptorSchema.parse({
  ...pubnubV2Descriptor,
  capabilities: {
    ...pubnubV2Descriptor.capabilities,
    extendSecret: true,
    endSecret: true,
    strategies: ['overlap', 'immediate', 'replace'],
    rotate: 'in-place',
  },
  limits: {
    ...pubnubV2Descriptor.limits,
    overlap: { minMs: MINUTE_MS, maxMs: 3 * DAY_MS, maxExpiring: 5 },
  },
});

const step = {
  about: 'new',
  place: 'Project {container} → Keys',
  linkId: 'sample-console',
  paste: null,
  check: null,
  confirm: null,
};

/** A provider whose keys only its console makes and ends. */
const guidedDescriptor: ProviderDescriptor = providerDescriptorSchema.parse({
  ...ablyDescriptor,
  id: 'abetterchoice',
  name: 'ABetterChoice',
  mark: { letters: 'BC', hue: 265 },
  nouns: { container: 'project', containers: 'projects', key: 'API key', keys: 'API keys' },
  capabilities: {
    ...ablyDescriptor.capabilities,
    byHand: true,
    end: null,
    strategies: ['guided'],
    rotate: 'guided',
    verifyCountsAsTraffic: true,
  },
  words: { createContainer: null, end: 'Deactivating is final.', notCarriedOver: [] },
  guide: {
    containerId: 'project id',
    namePattern: '^[A-Za-z0-9_]+$',
    nameRule: 'Only letters, numbers and underscores.',
    exampleNames: ['server_prod'],
    fixedKeyPrefix: '{container}_default',
    fixedKeyReason: 'The default key of a project cannot be deactivated.',
    steps: {
      create: [
        { ...step, title: 'Create the key', action: 'Click “+ New API Key”, enter {key}.' },
        {
          ...{ ...step, title: 'Bring the token', paste: 'token' },
          action: 'Show the token in the row of {key}, copy it, and paste it here.',
        },
        { ...step, title: 'Check that it works', action: 'One request.', check: 'It is accepted.' },
      ],
      end: [
        {
          ...{ ...step, title: 'Look into the logs', linkId: null, place: null },
          action: 'Look for requests with the token of {key}.',
          confirm: 'The logs are quiet.',
        },
        {
          ...{ ...step, title: 'Deactivate', confirm: 'I clicked Deactivate.' },
          action: 'Click Deactivate in the row of {key} and nowhere else.',
        },
        { ...step, title: 'Check', action: 'One request.', check: 'It is refused.' },
      ],
      replace: [{ ...step, title: 'Create the key', action: 'Click.' }],
      leakedFixedKey: [{ ...step, title: 'Ask support', action: 'Send the request.' }],
    },
    supportRequest: {
      subject: 'Please rotate the default token of project {container}',
      body: {
        planned: 'Hello,\n\nwe want to replace the token of {key}. Please rotate it.',
        exposed: 'Hello,\n\nthe token of {key} may have leaked. Please rotate it.',
      },
    },
    sdks: [],
    advice: [],
  },
});

type PlanPart = Partial<Omit<RotationPlan, 'keyId' | 'connectionId'>>;

/** A plan for a key of the world. */
export function samplePlan(world: SampleWorld, keyId: string, part: PlanPart = {}): RotationPlan {
  const summary = world.keys.find((key) => key.summary.id === keyId)?.summary;
  const descriptor = world.providers.find(({ id }) => id === summary?.providerId);
  const strategies = descriptor?.capabilities.strategies ?? ['replace'];
  const strategy = part.strategy ?? strategies[0] ?? 'replace';
  const name = summary?.name ?? '';
  return rotationPlanSchema.parse({
    keyId,
    connectionId: summary?.connectionId,
    strategy,
    strategies,
    trigger: 'planned',
    overlapMs: strategy === 'overlap' ? DAY_MS : null,
    listedStubs: [],
    keyName: name,
    containerName: summary?.containerName,
    environment: summary?.environment,
    newName: strategy === 'replace' ? `${name} rk7q2m` : name,
    marker: 'rk7q2m',
    calls: [],
    notCarriedOver: [],
    unmanaged: [],
    verification: 'probe',
    findings: [],
    hash: 'a'.repeat(64),
    madeAt: world.status.now,
    ...part,
  });
}

/** The saved rotation of a plan; it was started four minutes ago. */
export function sampleRotation(
  world: SampleWorld,
  plan: RotationPlan,
  part: Partial<RotationView>,
): RotationView {
  const summary = world.keys.find((key) => key.summary.id === plan.keyId)?.summary;
  const startedAt = world.status.now - 4 * MINUTE_MS;
  const at = (seconds: number, reached: RotationStep) => ({
    at: startedAt + seconds * SECOND_MS,
    step: reached,
  });
  return rotationViewSchema.parse({
    id: sampleId('R', 0),
    connectionId: plan.connectionId,
    providerId: summary?.providerId,
    keyId: plan.keyId,
    keyName: plan.keyName,
    containerName: plan.containerName,
    environment: plan.environment,
    newKeyId: null,
    newKeyName: plan.newName,
    newSecretPartId: null,
    step: 'planned',
    isOpen: true,
    isBusy: false,
    startedAt,
    updatedAt: startedAt,
    plan,
    timeline: [at(0, 'planned'), at(1, 'minting'), at(3, 'keeping'), at(4, 'verifying')],
    destinations: [],
    proofNew: null,
    attestReason: null,
    scopeCompared: 'not-yet',
    scopeDifferences: [],
    proofDead: null,
    endStatements: [],
    oldSecretPartId: null,
    overlapUntil: null,
    isOldDead: false,
    isOldLost: false,
    stillAliveCount: 0,
    attention: null,
    createConsents: 1,
    allowed: [],
    ...part,
  });
}

export const sampleDestination = (index: number, part: Partial<DestinationView>): DestinationView =>
  destinationViewSchema.parse({
    id: sampleId('D', index),
    kind: 'copy',
    label: '',
    detail: '',
    state: 'waiting',
    confirmedAt: null,
    error: null,
    canUndo: false,
    ...part,
  });

/** Makes this the one open rotation. */
export function respondRotation(main: MockedMain, view: RotationView): void {
  main.respond('rotations.list', () => ok([view]));
  main.respond('rotations.get', () => ok(view));
}

/** Adds a key whose secret changes in place, and answers its id. */
export const addInPlaceKey = (world: SampleWorld): string =>
  addOtherKey(world, inPlaceDescriptor, 'orders', {
    kind: 'capability',
    capability: { 'chat:*': ['publish'] },
    revocableTokens: false,
  }).summary.id;

/** Adds a key that is kept by hand, and answers its id. */
export const addGuidedKey = (world: SampleWorld, name: string): string =>
  addOtherKey(world, guidedDescriptor, name, {
    kind: 'capability',
    capability: {},
    revocableTokens: false,
  }).summary.id;
