import type { Page } from '@playwright/test';
import { fail, ok } from '../../../shared/errors/app-error.ts';
import { DAY_MS } from '../../../shared/lib/duration.ts';
import { keyIdSchema, pickedFileIdSchema, rotationIdSchema } from '../../../shared/lib/ids.ts';
import { look } from '../host/look.ts';
import { expect, test } from './mocked-page-test.ts';
import { sampleId } from './sample-id.ts';
import { addInPlaceKey, respondRotation, samplePlan, sampleRotation } from './sample-rotation.ts';

const inPlaceId = sampleId('K', 901);
const rotationId = rotationIdSchema.parse(sampleId('R', 0));
const fileId = pickedFileIdSchema.parse(sampleId('F', 0));

const exportAs = async (page: Page, what: string, format: string): Promise<void> => {
  const item = page.getByRole('menuitem', { name: format });
  // While the export before it is answered the button takes no key.
  await expect(async () => {
    if (!(await item.isVisible()))
      await page
        .getByRole('button', { name: `Export the ${what}` })
        .press('Enter', { timeout: 1_000 });
    await expect(item).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await item.press('Enter');
};

test('a plan is exported by keyboard, and the note says where it went', async ({
  page,
  openPage,
}) => {
  const { main } = await openPage(`/keys/${inPlaceId}/rotate`, (world, answers) => {
    addInPlaceKey(world);
    answers.respond('rotations.plan', ({ keyId }) => ok(samplePlan(world, keyId)));
    answers.respond('rotations.export-plan', ({ format }) =>
      ok(format === 'json' ? null : 'rotation-plan-orders.md'),
    );
  });
  const asked = main.expectCall('rotations.export-plan');
  await exportAs(page, 'plan', 'JSON');
  expect(await asked).toEqual({ marker: 'rk7q2m', format: 'json' });
  // The person cancelled, so nothing is said.
  await expect(page.getByText(/^Written to/)).toHaveCount(0);
  await exportAs(page, 'plan', 'Markdown');
  await expect(
    page.getByRole('status').getByText('Written to rotation-plan-orders.md'),
  ).toBeVisible();
  await page.getByText('Written to rotation-plan-orders.md').scrollIntoViewIfNeeded();
  await look(page, 'rotation-plan-export');
});

test('a saved plan that holds is shown and started under its own marker', async ({
  page,
  openPage,
}) => {
  const { main } = await openPage('/rotations', (world, answers) => {
    addInPlaceKey(world);
    const plan = samplePlan(world, inPlaceId, { marker: '_rk0123456789', overlapMs: 2 * DAY_MS });
    answers.respond('files.pick-open', () => ok([{ fileId, fileName: 'plan.json' }]));
    answers.respond('rotations.import-plan', () => ok(plan));
    answers.respond('rotations.start', () => ok(sampleRotation(world, plan, {})));
    answers.respond('rotations.get', () => ok(sampleRotation(world, plan, {})));
  });
  const picked = main.expectCall('files.pick-open');
  await page.getByRole('button', { name: 'Apply a saved plan…' }).press('Enter');
  expect(await picked).toEqual({ purpose: 'plan', many: false });
  await expect(page.getByRole('heading', { name: 'Rotate orders' })).toBeVisible();
  await expect(page.getByText(/ends the old one 2 days after/)).toBeVisible();
  expect(main.callsOf('rotations.plan')).toEqual([]);
  await look(page, 'rotation-plan-applied');
  await page.getByRole('textbox', { name: 'Done by hand' }).fill('the orders service');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const started = main.expectCall('rotations.start');
  await page.getByRole('button', { name: 'Make the new secret' }).click();
  expect(await started).toMatchObject({ marker: '_rk0123456789', planHash: 'a'.repeat(64) });
});

test('a saved plan that does not hold is refused in words', async ({ page, openPage }) => {
  const { main } = await openPage('/rotations', (_world, answers) => {
    answers.respond('files.pick-open', () => ok([{ fileId, fileName: 'plan.json' }]));
    answers.fail('rotations.import-plan', {
      kind: 'invalid-input',
      issues: ['This plan was changed after it was exported'],
    });
  });
  const apply = page.getByRole('button', { name: 'Apply a saved plan…' });
  await apply.click();
  const alert = page.getByRole('main').getByRole('alert');
  await expect(alert).toContainText('The plan was not applied');
  await expect(alert).toContainText('This plan was changed after it was exported.');
  await look(page, 'rotation-plan-refused');
  main.respond('rotations.import-plan', () =>
    fail({ kind: 'conflict', reason: 'changed-meanwhile' }),
  );
  await apply.click();
  await expect(alert).toContainText('The key is no longer as it was');
});

test('a receipt is verified against the log, and exported', async ({ page, openPage }) => {
  const { main } = await openPage(`/rotations/${rotationId}`, (world, answers) => {
    addInPlaceKey(world);
    const plan = samplePlan(world, inPlaceId);
    const view = sampleRotation(world, plan, { step: 'completed', isOpen: false });
    respondRotation(answers, view);
    answers.respond('rotations.receipt', () =>
      ok({
        ...{ rotationId, outcome: 'completed', providerId: view.providerId, accountName: 'Growth' },
        oldKey: { name: 'orders', providerKeyId: '5001', stub: 'sec-c-Qm3vT' },
        newKey: { name: 'orders', providerKeyId: '5001', stub: 'sec-c-Zk8wR' },
        ...{ strategy: 'overlap', trigger: 'planned', endStatements: [], destinations: [] },
        proofNew: { how: 'probe', at: world.status.now, status: 200 },
        proofDead: { how: 'probe', at: world.status.now, status: 403 },
        timeline: [{ at: world.status.now, step: 'completed' }],
        planHash: 'a'.repeat(64),
        activity: { seq: 12, hash: 'b'.repeat(64) },
      }),
    );
    answers.respond('rotations.verify-receipt', () =>
      ok({ verdict: 'vouched', digest: 'c'.repeat(64) }),
    );
    answers.respond('rotations.export-receipt', () => ok('rotation-receipt-orders.json'));
  });
  const verify = page.getByRole('button', { name: 'Verify the receipt' });
  await verify.press('Enter');
  await expect(
    page.getByRole('status').getByText('The log vouches for this receipt'),
  ).toBeVisible();
  await exportAs(page, 'receipt', 'JSON');
  await expect(page.getByText('Written to rotation-receipt-orders.json')).toBeVisible();
  await page.getByText('Written to rotation-receipt-orders.json').scrollIntoViewIfNeeded();
  await look(page, 'rotation-receipt-vouched');
  for (const [verdict, words] of [
    ['differs', 'The log does not name this receipt'],
    ['log-broken', 'The log vouches for nothing'],
  ] as const) {
    main.respond('rotations.verify-receipt', () => ok({ verdict, digest: 'c'.repeat(64) }));
    await verify.press('Enter');
    await expect(page.getByRole('main').getByRole('alert').getByText(words)).toBeVisible();
  }
  await look(page, 'rotation-receipt-broken');
});

test('the history of a key says which became which, and leads to the receipt', async ({
  page,
  openPage,
}) => {
  const keyId = sampleId('K', 0);
  await openPage(`/keys?key=${keyId}`, (world, answers) => {
    const { now } = world.status;
    const plan = samplePlan(world, keyId, {});
    respondRotation(answers, sampleRotation(world, plan, {}));
    const entry = { keyId: keyIdSchema.parse(keyId), name: plan.keyName } as const;
    answers.respond('keys.lineage', () =>
      ok([
        {
          ...{ ...entry, keyId: null, name: 'orders-2023', stub: 'sec-c-Aa1bB', how: 'created' },
          ...{ at: now - 700 * DAY_MS, rotationId: null, state: 'gone' },
        },
        {
          ...{ ...entry, stub: 'sec-c-Cc2dD', how: 'replace', at: now - 300 * DAY_MS },
          ...{ rotationId, state: 'ended' },
        },
        {
          ...{ ...entry, stub: 'sec-c-Ee3fF', how: 'overlap', at: now - 20 * DAY_MS },
          ...{ rotationId, state: 'active' },
        },
      ]),
    );
  });
  await page.getByRole('tab', { name: 'History' }).click();
  const steps = page.getByRole('region', { name: 'Rotations of this key' }).getByRole('listitem');
  await expect(steps).toHaveCount(2);
  await expect(steps.first()).toContainText('orders-2023 sec-c-Aa1bB…');
  await expect(steps.last()).toContainText(/sec-c-Ee3fF… by rotation on 12 May 2025/);
  await steps.last().scrollIntoViewIfNeeded();
  await look(page, 'key-lineage');
  await steps
    .last()
    .getByRole('button', { name: /^rotation on/ })
    .press('Enter');
  await expect(page).toHaveURL(new RegExp(`/rotations/${rotationId}`));
});
