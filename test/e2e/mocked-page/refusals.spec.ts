import { fail, ok } from '../../../shared/errors/app-error.ts';
import type { KeyScope } from '../../../shared/scopes/key-scope.ts';
import { look } from '../host/look.ts';
import { expect, expectNoAxeViolations, test, type OpenPage } from './mocked-page-test.ts';
import { activitysmithDescriptor, addOtherKey, pubnubV2Descriptor } from './more-providers.ts';
import { sampleId } from './sample-id.ts';

const accountId = sampleId('A', 901);
const keyId = sampleId('K', 901);
const scope: KeyScope = {
  ...{ kind: 'keyset', generation: 'v2', unmanaged: [] },
  properties: {
    'messagePersistence.enabled': true,
    'messagePersistence.retention': 7,
    'streamController.enabled': true,
    'streamController.channelGroupLimit': 100,
  },
};

const halfDone = {
  ...({ kind: 'provider-rejected', providerId: 'pubnub-v2' } as const),
  ...{ code: 'settings-changed-plan', message: 'A production keyset requires a paid plan' },
};

/** A keyset for testing, the only kind that may become one for production. */
const openAt = (openPage: OpenPage, address: string, isTesting = true) =>
  openPage(address, (world, main) => {
    const key = addOtherKey(world, pubnubV2Descriptor, 'orders', scope);
    if (isTesting) key.summary.environment = 'testing';
    main.fail('keys.edit', halfDone);
    main.respond('connections.rights', () =>
      ok([
        { name: 'keyset:read', isHeld: true, purpose: 'list keysets with their settings' },
        { name: 'keyset-secret:write', isHeld: null, purpose: 'rotate secret keys' },
        { name: 'keyset-secret:read', isHeld: false, purpose: 'see which secret keys there are' },
      ]),
    );
  });

test('an account says on demand which rights its sign-in has, lacks, and shows only later', async ({
  page,
  openPage,
}) => {
  const { main } = await openAt(openPage, `/connections/${accountId}`);
  expect(main.callsOf('connections.rights')).toEqual([]);
  await page.getByRole('button', { name: 'Check the rights' }).click();
  const rights = page.getByRole('list', { name: 'Rights of this credential' });
  await expect(rights.getByRole('listitem')).toContainText([
    'keyset-secret:read missing: see which secret keys there are',
    'keyset-secret:write not known before it is first used: rotate secret keys',
    'keyset:read held: list keysets with their settings',
  ]);
  const section = page.getByRole('region', { name: 'What Rekey may do there' });
  await expect(section).toContainText('This sign-in lacks 1 right that Rekey uses.');
  await expect(section).toContainText('1 other shows only when something is changed.');
  await expectNoAxeViolations(page);
  await look(page, 'account-rights');
});

test('rights that cannot be read say why, and are asked for again', async ({ page, openPage }) => {
  const { main } = await openAt(openPage, `/connections/${accountId}`);
  main.fail('connections.rights', { kind: 'network-offline' });
  await page.getByRole('button', { name: 'Check the rights' }).click();
  await expect(page.getByText('No network')).toBeVisible();
  main.respond('connections.rights', () => ok([]));
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(
    page.getByText('The provider does not say which rights this sign-in has.').first(),
  ).toBeVisible();
});

test('a session that may do what its account may is not asked for rights', async ({
  page,
  openPage,
}) => {
  await openPage(`/connections/${sampleId('A', 0)}`);
  await expect(page.getByRole('button', { name: 'Rename…' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Check the rights' })).toHaveCount(0);
});

test('a plan is named beside the choice, and half of a refused edit is called half', async ({
  page,
  openPage,
}) => {
  const { main, world } = await openAt(openPage, `/keys/${keyId}/edit`);
  main.respond('keys.edit', () => {
    const key = world.keys.find(({ summary }) => summary.id === keyId)!;
    key.scope = {
      ...scope,
      properties: { ...scope.properties, 'streamController.enabled': false },
    };
    return fail(halfDone);
  });
  await expect(page.getByText('A keyset for production needs a paid PubNub plan.')).toBeVisible();
  await expect(page.getByText(/More than 7 days needs a paid plan, 365 days/)).toBeVisible();
  await expect(page.getByText('More than 100 channels needs a paid plan.')).toBeVisible();
  await page.getByRole('radio', { name: 'Production' }).check({ force: true });
  await page.getByText('Stream controller', { exact: true }).click();
  await look(page, 'edit-plan-notes');
  await page.getByRole('button', { name: 'Review 2 changes' }).click();
  await page.getByRole('button', { name: 'Save 2 changes' }).click();
  await expect(page.getByText('The settings were changed, the rest was not')).toBeVisible();
  await expect(page.getByText(/but not the name or the type: the account’s plan/)).toBeVisible();
  await expect(page.getByText('Nothing was changed')).toHaveCount(0);
  // What is saved is no longer offered, and switching it back is a change.
  await expect(page.getByRole('button', { name: 'Save 1 change' })).toBeVisible();
  await expect(page.getByRole('group', { name: 'What changes' })).not.toContainText(
    'Stream controller',
  );
  await look(page, 'edit-half-done');
  await page.getByRole('button', { name: 'Back to the settings' }).click();
  await page.getByText('Stream controller', { exact: true }).click();
  await expect(page.getByRole('button', { name: 'Review 2 changes' })).toBeEnabled();
});

test('a keyset that is for production already needs no plan for that', async ({
  page,
  openPage,
}) => {
  await openAt(openPage, `/keys/${keyId}/edit`, false);
  await expect(page.getByRole('radio', { name: 'Production' })).toBeAttached();
  await expect(page.getByText('A keyset for production needs a paid')).toHaveCount(0);
});

test('a refused consent speaks of the consent, never of a password', async ({ page, openPage }) => {
  await openPage('/connections/new', (world, main) => {
    world.providers = [activitysmithDescriptor];
    main.respond('connections.connect', () =>
      fail({ kind: 'sign-in-refused', providerId: 'activitysmith' }),
    );
  });
  await page.getByRole('button', { name: 'Continue in the browser' }).click();
  await expect(page.getByText(/does not accept the consent that came back/)).toBeVisible();
  await expect(page.getByText(/e-mail|password\.|Check both/)).toHaveCount(0);
});
