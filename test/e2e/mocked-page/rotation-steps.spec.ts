import { ok } from '../../../shared/errors/app-error.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../shared/lib/duration.ts';
import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { look } from '../host/look.ts';
import { expect, test, type OpenPage } from './mocked-page-test.ts';
import { sampleId } from './sample-id.ts';
import {
  addGuidedKey,
  addInPlaceKey,
  respondRotation,
  sampleDestination,
  samplePlan,
  sampleRotation,
} from './sample-rotation.ts';
import type { SampleWorld } from './sample-world.ts';

const rotationId = sampleId('R', 0);

/** Opens the rotation that `make` builds in the world. */
const openRotation = (
  openPage: OpenPage,
  make: (world: SampleWorld) => RotationView,
  address = `/rotations/${rotationId}`,
) =>
  openPage(address, (world, main) => {
    respondRotation(main, make(world));
  });

const guided =
  (part: Partial<RotationView>, name = 'server_prod') =>
  (world: SampleWorld) =>
    sampleRotation(world, samplePlan(world, addGuidedKey(world, name)), {
      newKeyName: 'server_prod_2',
      ...part,
    });

const overlapping = (world: SampleWorld) =>
  sampleRotation(world, samplePlan(world, addInPlaceKey(world)), {
    step: 'overlapping',
    overlapUntil: world.status.now + 23 * HOUR_MS + 41 * MINUTE_MS,
    allowed: ['retire', 'extend', 'undo-destination'],
    proofNew: { how: 'probe', at: world.status.now, status: 200 },
  });

test('the end of the old secret is counted down, and can be moved', async ({ page, openPage }) => {
  const { main, world } = await openRotation(openPage, overlapping);
  const timer = page.getByRole('timer');
  await expect(timer).toContainText('The old secret ends in 23 h 4');
  await expect(page.getByText(/whether Rekey runs or not/)).toBeVisible();
  // The provider's clock goes on without the person.
  await expect(page).toHaveTitle(/^Rotate orders/);
  await look(page, 'rotation-overlap');
  await page.clock.fastForward(23 * HOUR_MS);
  await expect(timer).toContainText(/in 4\d min \d+ s/);
  await page.getByRole('button', { name: 'Extend…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('radio', { name: '24 hours' })).toBeChecked();
  await look(page, 'rotation-extend');
  main.respond('rotations.extend', () => ok(overlapping(world)));
  await dialog.getByText('1 hour', { exact: true }).click();
  const extended = main.expectCall('rotations.extend');
  await dialog.getByRole('button', { name: 'Extend', exact: true }).click();
  const { until } = await extended;
  expect(until - (world.status.now + 24 * HOUR_MS)).toBeLessThan(MINUTE_MS);
  await expect(dialog).toBeHidden();
});

test('while it is handed over, nobody is told that the old secret works beyond its end', async ({
  page,
  openPage,
}) => {
  await openRotation(openPage, (world) => ({
    ...overlapping(world),
    ...{ step: 'distributing', allowed: ['confirm-destination', 'extend', 'undo-destination'] },
    overlapUntil: world.status.now - MINUTE_MS,
    destinations: [
      sampleDestination(0, {}),
      sampleDestination(1, { kind: 'env-file', state: 'confirmed', canUndo: true }),
    ],
  }));
  await expect(page.getByText(/may have stopped/)).toBeVisible();
  await expect(page.getByText(/Once every destination is confirmed/)).toBeVisible();
  await expect(page.getByText(/still does|is checking/)).toBeHidden();
  // Main refuses both by now.
  await expect(page.getByRole('button', { name: /Extend|Put back/ })).toBeHidden();
  await look(page, 'rotation-past-end');
});

test('after somebody has ended the old key, the way on is to prove that it is dead', async ({
  page,
  openPage,
}) => {
  await openRotation(openPage, (world) =>
    sampleRotation(world, samplePlan(world, sampleId('K', 0)), {
      ...{ step: 'overlapping', isOldLost: true, allowed: ['retire'] },
      proofNew: { how: 'probe', at: world.status.now, status: 200 },
      destinations: [sampleDestination(0, { state: 'confirmed' })],
    }),
  );
  await expect(page.getByRole('heading', { name: /The old .* has ended already/ })).toBeVisible();
  await expect(page.getByText(/Both .* work|still works/)).toBeHidden();
  await look(page, 'rotation-old-lost');
  await page.getByRole('button', { name: /Retire the old/ }).click();
  await expect(
    page.getByRole('alertdialog').getByRole('button', { name: 'Not now' }),
  ).toBeVisible();
});

test('ending the old secret early needs its key’s name', async ({ page, openPage }) => {
  await openRotation(openPage, overlapping);
  await page.getByRole('button', { name: 'End it now (final)…' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'End the old secret of orders?' });
  await expect(dialog.getByRole('button', { name: /End the old secret/ })).toBeDisabled();
  await dialog.getByRole('textbox').fill('orders');
  await expect(dialog.getByRole('button', { name: /End the old secret/ })).toBeEnabled();
});

test('a key made in the console is brought with its name and token', async ({ page, openPage }) => {
  const make = guided({ step: 'minting', allowed: ['enter-new', 'cancel'], timeline: [] });
  const { main, world } = await openRotation(openPage, make);
  await expect(page.getByRole('heading', { name: /Create the new API key/ })).toBeVisible();
  await expect(page.getByRole('textbox', { name: /Name of the new key/ })).toHaveValue(
    'server_prod_2',
  );
  await expect(page.getByText('Check that it works')).toBeHidden();
  await look(page, 'rotation-guided-create');
  await page.getByRole('button', { name: 'Keep it and go on' }).click();
  await expect(page.getByText('Paste the token from the console.')).toBeVisible();
  main.respond('rotations.enter-new', () => ok(make(world)));
  await page.getByLabel('Token', { exact: true }).fill('v1.RKCANARY0f8d2c6b');
  const entered = main.expectCall('rotations.enter-new');
  await page.getByRole('button', { name: 'Keep it and go on' }).click();
  expect(await entered).toMatchObject({ rotationId, name: 'server_prod_2' });
  await expect(page.getByLabel('Token', { exact: true })).toHaveValue('');
});

test('a check that counts as traffic is agreed to, or a person looks instead', async ({
  page,
  openPage,
}) => {
  const make = guided({
    step: 'verifying',
    attestReason: 'counts-as-traffic',
    allowed: ['attest-new', 'check-new', 'retry', 'roll-back'],
  });
  const { main, world } = await openRotation(openPage, make);
  await expect(page.getByText(/counts as traffic of your project/)).toBeVisible();
  await look(page, 'rotation-check-traffic');
  main.respond('rotations.command', () => ok(make(world)));
  const agreed = main.expectCall('rotations.command');
  await page.getByRole('button', { name: 'Check with one request' }).click();
  expect(await agreed).toEqual({ rotationId, command: 'check-new' });
});

test('an exposed key is not kept waiting for a check that only a person can make', async ({
  page,
  openPage,
}) => {
  const make = (world: SampleWorld) =>
    sampleRotation(world, samplePlan(world, sampleId('K', 0), { trigger: 'exposed' }), {
      step: 'verifying',
      attestReason: 'access-manager-off',
      allowed: ['attest-new', 'retry', 'roll-back'],
    });
  const { main, world } = await openRotation(openPage, make);
  await look(page, 'rotation-exposed-unchecked');
  main.respond('rotations.attest', () => ok(make(world)));
  const attested = main.expectCall('rotations.attest');
  await page.getByRole('button', { name: 'Go on without a check' }).click();
  expect(await attested).toMatchObject({
    what: 'new-works',
    note: 'Not checked: the old one is exposed and had to be ended first.',
  });
});

test('once the exposed key is dead, the time and the evidence stand above the hand-over', async ({
  page,
  openPage,
}) => {
  await openRotation(openPage, (world) =>
    sampleRotation(world, samplePlan(world, sampleId('K', 0), { trigger: 'exposed' }), {
      step: 'distributing',
      isOldDead: true,
      allowed: ['confirm-destination'],
      proofDead: { how: 'probe', at: world.status.now - 90 * SECOND_MS, status: 403 },
      destinations: [sampleDestination(0, {})],
    }),
  );
  await expect(page.getByText(/After 2 min 30 s, at .*checked by request/)).toBeVisible();
  await expect(page.getByText(/does not work now/)).toBeVisible();
  await look(page, 'rotation-exposed-dead');
});

test('the end of a key in the console is stated, and only deactivation ends it', async ({
  page,
  openPage,
}) => {
  const make = guided({ step: 'retiring', allowed: ['attest-ended'] });
  const { main, world } = await openRotation(openPage, make);
  const ended = page.getByRole('button', { name: 'The old key has ended' });
  await page.getByText('The logs show that requests with the old token').click();
  await expect(ended).toBeDisabled();
  await page.getByText('The old key is deactivated in the console').click();
  await look(page, 'rotation-guided-end');
  main.respond('rotations.attest-ended', () => ok(make(world)));
  const stated = main.expectCall('rotations.attest-ended');
  await ended.click();
  expect(await stated).toEqual({ rotationId, statements: ['logs-stopped', 'deactivated'] });
});

test('a key that the console cannot end is ended by support', async ({ page, openPage }) => {
  const make = guided({ step: 'retiring', allowed: ['attest-ended'] }, 'ab12CD_default');
  await openRotation(openPage, make);
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue(/ab12CD_default/);
  await page.getByText('Support has confirmed').click();
  await expect(page.getByRole('button', { name: 'The old key has ended' })).toBeEnabled();
  await look(page, 'rotation-guided-support');
});

test('going back by hand is a step in the console', async ({ page, openPage }) => {
  const make = guided({ step: 'rolling-back', allowed: ['attest-rolled-back'] });
  const { main, world } = await openRotation(openPage, make);
  await expect(page.getByText(/in the row of server_prod_2 and nowhere else/)).toBeVisible();
  main.respond('rotations.command', () => ok(make(world)));
  const told = main.expectCall('rotations.command');
  await page.getByRole('button', { name: 'The new key has ended' }).click();
  expect(await told).toEqual({ rotationId, command: 'attest-rolled-back' });
});

const distributing = (world: SampleWorld) =>
  sampleRotation(world, samplePlan(world, sampleId('K', 0)), {
    step: 'distributing',
    allowed: ['confirm-destination', 'retry', 'undo-destination', 'roll-back'],
    destinations: [
      sampleDestination(0, {
        ...{ kind: 'env-file', label: 'orders.env', detail: 'PUBNUB_SECRET_KEY' },
        ...{ state: 'confirmed', confirmedAt: world.status.now, canUndo: true },
      }),
      sampleDestination(1, {
        ...{ kind: 'json-file', label: 'config.json', detail: 'pubnub › secretKey' },
        state: 'undone',
      }),
      sampleDestination(2, {
        ...{ kind: 'command', label: 'deploy.sh', detail: 'PUBNUB_SECRET_KEY', state: 'failed' },
        error: { kind: 'timed-out' },
      }),
      sampleDestination(3, {
        ...{ kind: 'vault', label: 'orders-staging', detail: 'PUBNUB_SECRET', state: 'running' },
      }),
      sampleDestination(4, { kind: 'by-hand', label: 'Heroku config of orders' }),
      sampleDestination(5, {
        kind: 'env-file',
        label: 'chat.env',
        detail: 'KEY',
        state: 'undoing',
      }),
    ],
  });

test('each destination says how it stands, and what was replaced can be put back', async ({
  page,
  openPage,
}) => {
  const { main, world } = await openRotation(openPage, distributing);
  const list = page.getByRole('list', { name: 'Destinations' });
  await expect(list.getByRole('button', { name: 'It has the new secret' })).toHaveCount(3);
  await look(page, 'rotation-destinations');
  main.respond('rotations.undo-destination', () => ok(distributing(world)));
  const undone = main.expectCall('rotations.undo-destination');
  await list.getByRole('button', { name: 'Put back .env file: orders.env' }).click();
  expect(await undone).toEqual({ rotationId, destinationId: sampleId('D', 0) });
});

test('the list and “Needs attention” say where a rotation stands', async ({ page, openPage }) => {
  await openRotation(
    openPage,
    (world) => {
      const view = overlapping(world);
      world.keys = world.keys.map((key) =>
        key.summary.id === view.keyId
          ? {
              ...key,
              summary: {
                ...key.summary,
                ...{ openRotationId: view.id, attention: ['rotation-waiting'] },
              },
            }
          : key,
      );
      return view;
    },
    '/rotations',
  );
  const words = page.getByText(/both secrets work; the old secret ends in 23 h 4/);
  await expect(words).toBeVisible();
  await look(page, 'rotation-list');
  await page.getByRole('link', { name: /Attention/ }).click();
  await expect(words).toBeVisible();
  await look(page, 'rotation-attention-list');
});

test('the receipt says how, why, what was said, and how long each step took', async ({
  page,
  openPage,
}) => {
  await openPage(`/rotations/${rotationId}`, (world, main) => {
    const { now } = world.status;
    const view = guided({ step: 'completed', isOpen: false })(world);
    respondRotation(main, view);
    main.respond('rotations.receipt', () =>
      ok({
        rotationId: view.id,
        outcome: 'completed',
        providerId: view.providerId,
        accountName: 'Growth',
        oldKey: { name: 'server_prod', providerKeyId: 'server_prod', stub: null },
        newKey: { name: 'server_prod_2', providerKeyId: 'server_prod_2', stub: null },
        strategy: 'guided',
        trigger: 'exposed',
        proofNew: { how: 'probe', at: now - HOUR_MS, status: 200 },
        proofDead: {
          ...{ how: 'attested', at: now, reason: 'counts-as-traffic' },
          note: 'an old client was refused',
        },
        endStatements: ['deactivated', 'archived'],
        destinations: distributing(world).destinations.slice(0, 1),
        timeline: [
          { at: now - HOUR_MS, step: 'minting' },
          { at: now - HOUR_MS + 90 * SECOND_MS, step: 'keeping' },
          { at: now, step: 'completed' },
        ],
        planHash: 'a'.repeat(64),
        activity: { seq: 12, hash: 'b'.repeat(64) },
      }),
    );
  });
  await expect(page.getByText('the key was exposed: the old one was ended first')).toBeVisible();
  await expect(page.getByText('The old key is deactivated in the console')).toBeVisible();
  await expect(page.getByText('1 min 30 s')).toBeVisible();
  await expect(page.getByText(/orders.env · PUBNUB_SECRET_KEY/)).toBeVisible();
  await look(page, 'rotation-receipt');
});
