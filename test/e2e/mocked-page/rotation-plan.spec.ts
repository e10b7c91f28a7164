import type { Page } from '@playwright/test';
import { fail, ok } from '../../../shared/errors/app-error.ts';
import { MINUTE_MS } from '../../../shared/lib/duration.ts';
import { pickedFileIdSchema, rotationIdSchema } from '../../../shared/lib/ids.ts';
import { look } from '../host/look.ts';
import { expect, test, type OpenPage } from './mocked-page-test.ts';
import { sampleId } from './sample-id.ts';
import {
  addInPlaceKey,
  respondRotation,
  sampleDestination,
  samplePlan,
  sampleRotation,
} from './sample-rotation.ts';

const inPlaceId = sampleId('K', 901);
const newSecret = (page: Page) => page.getByRole('button', { name: 'Make the new secret' });

const openInPlace: (openPage: OpenPage, search?: string) => ReturnType<OpenPage> = (
  openPage,
  search = '',
) =>
  openPage(`/keys/${inPlaceId}/rotate${search}`, (world, main) => {
    addInPlaceKey(world);
    main.respond('rotations.plan', ({ keyId, strategy, overlapMs, trigger }) =>
      ok(
        samplePlan(world, keyId, {
          trigger: trigger ?? 'planned',
          ...(strategy === undefined ? {} : { strategy }),
          ...(overlapMs === undefined ? {} : { overlapMs }),
          findings:
            strategy === 'immediate'
              ? [{ weight: 'warns', reason: 'gap-at-the-call', error: null, detail: null }]
              : [{ weight: 'warns', reason: 'ends-by-itself', error: null, detail: null }],
        }),
      ),
    );
  });

test('the ways to replace a secret are explained, and each choice makes a new plan', async ({
  page,
  openPage,
}) => {
  const { main } = await openInPlace(openPage);
  await expect(page.getByRole('radio', { name: /old one goes on.*recommended/ })).toBeChecked();
  await expect(page.getByRole('radio', { name: '24 hours' })).toBeChecked();
  // This provider ends every old secret after three days.
  await expect(page.getByRole('radio', { name: '7 days' })).toBeDisabled();
  await look(page, 'rotation-plan-overlap');
  await page.getByRole('textbox', { name: 'Done by hand' }).fill('the orders service');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const asked = main.expectCall('rotations.plan');
  await page.getByText('1 hour', { exact: true }).click();
  expect(await asked).toMatchObject({ strategy: 'overlap', overlapMs: 60 * MINUTE_MS });
  await expect(page.getByText(/ends the old one 1 hour after/)).toBeVisible();
  await expect(page.getByRole('radio', { name: '1 hour' })).toBeFocused();
  // What was entered is still there.
  await expect(page.getByText('By hand: the orders service')).toBeVisible();
  await expect(newSecret(page)).toBeEnabled();
});

test('a time of one’s own has to be within the provider’s bounds', async ({ page, openPage }) => {
  const { main } = await openInPlace(openPage);
  await page.getByText('Another time', { exact: true }).click();
  const count = page.getByRole('textbox', { name: 'How long' });
  await count.fill('4');
  await expect(page.getByRole('button', { name: 'Use this time' })).toBeDisabled();
  await expect(page.getByText('Between 1 minute and 3 days.').nth(1)).toBeVisible();
  await count.fill('2');
  const asked = main.expectCall('rotations.plan');
  await page.getByRole('button', { name: 'Use this time' }).click();
  expect(await asked).toMatchObject({ overlapMs: 2 * 24 * 60 * MINUTE_MS });
  await expect(page.getByRole('radio', { name: 'Another time: 2 days' })).toBeChecked();
});

test('the gap of an immediate replacement has to be accepted', async ({ page, openPage }) => {
  await openInPlace(openPage);
  await page.getByRole('button', { name: 'I will copy it' }).click();
  await page.getByText(/old one ends at once/).click();
  const start = page.getByRole('button', { name: 'Replace the secret now' });
  await expect(start).toBeDisabled();
  await expect(page.getByRole('navigation', { name: 'Steps of the rotation' })).not.toContainText(
    'Overlap',
  );
  await look(page, 'rotation-plan-immediate');
  await page.getByText('I accept that nothing works').click();
  await expect(start).toBeEnabled();
});

test('a plan that cannot be made leaves the one before in sight, and cannot be started', async ({
  page,
  openPage,
}) => {
  const { main } = await openInPlace(openPage);
  await page.getByRole('button', { name: 'I will copy it' }).click();
  await expect(newSecret(page)).toBeEnabled();
  main.respond('rotations.plan', () => fail({ kind: 'network-offline' }));
  await page.getByText('1 hour', { exact: true }).click();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await expect(newSecret(page)).toBeDisabled();
});

test('a plan from before is looked at again, and cannot be started until then', async ({
  page,
  openPage,
}) => {
  const { main, world } = await openInPlace(openPage);
  await expect(page.getByText(/The provider ends the old secret by its own clock/)).toBeVisible();
  await page.getByRole('button', { name: 'Not now' }).click();
  const again = Promise.withResolvers<undefined>();
  main.respond('rotations.plan', async ({ keyId }) => {
    await again.promise;
    return ok(samplePlan(world, keyId, { newName: 'looked-again' }));
  });
  const asked = main.expectCall('rotations.plan');
  await page.getByRole('button', { name: 'Rotate…' }).click();
  await asked;
  await page.getByRole('button', { name: 'I will copy it' }).click();
  await expect(page.getByText(/The provider ends the old secret by its own clock/)).toBeVisible();
  await expect(newSecret(page)).toBeDisabled();
  again.resolve(undefined);
  await expect(newSecret(page)).toBeEnabled();
});

test('a plan from before that cannot be looked at again cannot be started', async ({
  page,
  openPage,
}) => {
  const { main } = await openInPlace(openPage);
  await page.getByRole('button', { name: 'I will copy it' }).click();
  await expect(newSecret(page)).toBeEnabled();
  await page.getByRole('button', { name: 'Not now' }).click();
  main.respond('rotations.plan', () => fail({ kind: 'network-offline' }));
  await page.getByRole('button', { name: 'Rotate…' }).click();
  await page.getByRole('button', { name: 'I will copy it' }).click();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await expect(newSecret(page)).toBeDisabled();
});

test('a start shows when what ends, and what must be so', async ({ page, openPage }) => {
  await openInPlace(openPage);
  await expect(page.getByRole('heading', { name: 'Timing' })).toBeVisible();
  await expect(page.getByText(/ends the old secret 24 hours after the call/)).toBeVisible();
  await page.getByText(/^What must be so/).click();
  await expect(page.getByText(/is active and may do what it may do now/)).toBeVisible();
  await look(page, 'rotation-plan-conditions');
});

test('a key that another rotation made leads to that rotation', async ({ page, openPage }) => {
  const rotationId = rotationIdSchema.parse(sampleId('R', 7));
  const { main } = await openPage(`/keys/${inPlaceId}/rotate`, (world, mocked) => {
    addInPlaceKey(world);
    mocked.respond('rotations.plan', ({ keyId }) =>
      ok(
        samplePlan(world, keyId, {
          findings: [
            {
              ...{ weight: 'blocks', reason: 'made-by-open-rotation', error: null, detail: null },
              rotationId,
            },
          ],
        }),
      ),
    );
  });
  await expect(page.getByText(/made by a rotation that is still open/)).toBeVisible();
  const opened = main.expectCall('rotations.get');
  await page.getByRole('button', { name: 'Open that rotation' }).click();
  expect(await opened).toEqual({ rotationId });
});

test('what blocks says what helps', async ({ page, openPage }) => {
  await openPage(`/keys/${inPlaceId}/rotate`, (world, main) => {
    addInPlaceKey(world);
    main.respond('rotations.plan', ({ keyId }) =>
      ok(
        samplePlan(world, keyId, {
          findings: [
            {
              ...{ weight: 'blocks', reason: 'missing-right', error: null },
              detail: 'The API key lacks the right keyset:update, which a rotation needs.',
            },
            {
              ...{ weight: 'blocks', reason: 'too-many-secrets', error: null },
              detail: '5 old secret keys of this keyset still work, and PubNub allows 5.',
            },
            { weight: 'warns', reason: 'ends-by-itself', error: null, detail: null },
          ],
        }),
      ),
    );
  });
  await expect(
    page.getByText(/lacks the right keyset:update.*Add it at the provider/),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Open the account' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Open the key' })).toBeVisible();
  await look(page, 'rotation-plan-blocked');
});

test('an exposed key is cut with three clicks and its name', async ({ page, openPage }) => {
  const { main, world } = await openPage(`/keys?key=${sampleId('K', 0)}`, (sample, mocked) => {
    mocked.respond('rotations.plan', ({ keyId, trigger }) =>
      ok(
        samplePlan(sample, keyId, {
          trigger: trigger ?? 'planned',
          findings: [
            { weight: 'warns', reason: 'cut-before-consumers', error: null, detail: null },
          ],
        }),
      ),
    );
    mocked.respond('rotations.start', () => ok(cut(sample)));
    mocked.respond('rotations.retire', () => ok(cut(sample)));
  });
  await page.getByRole('button', { name: 'This key is exposed…' }).click();
  await expect(
    page.getByText('Exposed: the old one ends before the consumers have moved'),
  ).toBeVisible();
  await expect(page.getByText('Copied by you, where it is needed')).toBeVisible();
  await look(page, 'rotation-exposed-plan');
  respondRotation(main, cut(world));
  await page.getByRole('button', { name: 'Create the new keyset' }).click();
  await main.publish('rotations.changed', { rotationId: rotationIdSchema.parse(sampleId('R', 0)) });
  await expect(page.getByRole('timer').first()).toContainText('Started 4 min');
  await expect(page).toHaveTitle(/^\(1 waits\) /);
  await look(page, 'rotation-exposed-cut');
  const field = page.getByRole('textbox', { name: /Type orders-production/ });
  await expect(field).toBeFocused();
  await field.fill('orders-production');
  const retired = main.expectCall('rotations.retire');
  await page.getByRole('button', { name: 'Disable the exposed keyset for good' }).click();
  expect(await retired).toMatchObject({ typedName: 'orders-production' });
});

const cut = (world: Parameters<typeof samplePlan>[0]) =>
  sampleRotation(world, samplePlan(world, sampleId('K', 0), { trigger: 'exposed' }), {
    step: 'overlapping',
    allowed: ['retire', 'roll-back'],
    proofNew: { how: 'probe', at: world.status.now, status: 200 },
  });

const picked = (number: number, name: string) => ({
  fileId: pickedFileIdSchema.parse(sampleId('F', number)),
  fileName: name,
});

test('ten .env files are three clicks, and one choice of the variable', async ({
  page,
  openPage,
}) => {
  const { main } = await openInPlace(openPage);
  const files = Array.from({ length: 10 }, (_one, index) =>
    picked(index, `service-${index.toString()}.env`),
  );
  main.respond('files.pick-open', () => ok(files));
  main.respond('files.describe', ({ fileId }) =>
    fileId === sampleId('F', 9)
      ? fail({ kind: 'file-refused', reason: 'not-text', fileName: 'service-9.env' })
      : ok({
          places: [['PORT'], ...(fileId === sampleId('F', 8) ? [] : [['PUBNUB_SECRET_KEY']])],
          isCut: false,
        }),
  );
  await page.getByRole('button', { name: '.env files…' }).click();
  await expect(page.getByRole('combobox', { name: /Variable/ })).toHaveValue('PUBNUB_SECRET_KEY');
  await expect(page.getByText(/Left out, because it is not in/)).toContainText('service-8.env');
  await look(page, 'rotation-env-files');
  await page.getByRole('button', { name: 'Add 8 destinations' }).click();
  await expect(page.getByRole('list', { name: 'Chosen destinations' }).locator('li')).toHaveCount(
    8,
  );
  main.respond('rotations.start', () => fail({ kind: 'network-offline' }));
  const started = main.expectCall('rotations.start');
  await newSecret(page).click();
  expect((await started).destinations[0]).toEqual({
    ...{ kind: 'env-file', fileId: sampleId('F', 0) },
    name: 'PUBNUB_SECRET_KEY',
  });
});

test('a program gets the secret on its input or in a variable, never as an argument', async ({
  page,
  openPage,
}) => {
  const { main } = await openInPlace(openPage);
  main.respond('files.pick-open', () => ok([picked(0, 'deploy.sh')]));
  await page.getByRole('button', { name: 'Run a program…' }).click();
  await page.getByText('In an environment variable').click();
  await page.getByRole('textbox', { name: 'Variable' }).fill('LD_PRELOAD');
  await expect(page.getByRole('button', { name: 'Add the program' })).toBeDisabled();
  await page.getByRole('textbox', { name: 'Variable' }).fill('PUBNUB_SECRET_KEY');
  await page.getByRole('textbox', { name: /Arguments/ }).fill('--env\nproduction');
  await look(page, 'rotation-program');
  await page.getByRole('button', { name: 'Add the program' }).click();
  await expect(page.getByText('Program: deploy.sh · PUBNUB_SECRET_KEY')).toBeVisible();
});

test('the second rotation starts with the destinations of the first', async ({
  page,
  openPage,
}) => {
  const { main } = await openPage(`/keys/${sampleId('K', 0)}/rotate`, (world, mocked) => {
    mocked.respond('rotations.plan', ({ keyId }) => ok(samplePlan(world, keyId)));
    mocked.respond('rotations.remembered', () =>
      ok([
        sampleDestination(0, { kind: 'env-file', label: 'orders.env', detail: 'SECRET' }),
        sampleDestination(1, { kind: 'by-hand', label: 'Heroku config of orders' }),
      ]),
    );
    mocked.respond('rotations.start', () => fail({ kind: 'network-offline' }));
  });
  await expect(page.getByText('.env file: orders.env · SECRET (as last time)')).toBeVisible();
  await page.getByRole('button', { name: /Remove By hand/ }).click();
  await page.getByRole('button', { name: 'Add the one of last time' }).click();
  await look(page, 'rotation-remembered');
  const started = main.expectCall('rotations.start');
  await page.getByRole('button', { name: 'Create the new keyset' }).click();
  expect((await started).destinations).toEqual([
    { kind: 'remembered', destinationId: sampleId('D', 0) },
    { kind: 'remembered', destinationId: sampleId('D', 1) },
  ]);
});

test('a secret in a vault is created or replaced, as the list of the vault says', async ({
  page,
  openPage,
}) => {
  const { main } = await openPage(`/keys/${sampleId('K', 0)}/rotate`, (world, mocked) => {
    mocked.respond('rotations.plan', ({ keyId }) =>
      ok(
        samplePlan(world, keyId, {
          calls: [
            {
              ...{ method: 'POST', path: '/keys', purpose: 'create-new', mutates: true },
              bodySummary: '{"name":"orders-production rk7q2m"}',
            },
            {
              ...{ method: 'GET', path: '/keys/{new id}', purpose: 'read-new', mutates: false },
              bodySummary: null,
            },
          ],
        }),
      ),
    );
    mocked.respond('vault.list', () => ok({ entries: [], asOf: world.status.now }));
    mocked.respond('rotations.start', () => fail({ kind: 'network-offline' }));
  });
  await page.getByRole('button', { name: 'Vault…' }).click();
  await page.getByRole('textbox', { name: 'Name of the secret' }).fill('PUBNUB_SECRET');
  await look(page, 'rotation-vault');
  await expect(page.getByText('The exact calls: 2, of which 1 change something')).toBeVisible();
  await page.getByRole('button', { name: 'Add the secret' }).click();
  // Putting it there is a call that changes something, though no plan knows the destinations.
  await page.getByText('The exact calls: 3, of which 2 change something').click();
  await expect(page.getByText(/put the new secret there/)).toBeVisible();
  await page.getByText(/put the new secret there/).scrollIntoViewIfNeeded();
  await look(page, 'rotation-vault-call');
  const started = main.expectCall('rotations.start');
  await page.getByRole('button', { name: 'Create the new keyset' }).click();
  expect((await started).destinations).toEqual([
    { kind: 'vault', keyId: sampleId('K', 0), name: 'PUBNUB_SECRET', intent: 'create' },
  ]);
});
