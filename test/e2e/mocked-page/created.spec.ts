import type { Page } from '@playwright/test';
import { fail, ok } from '../../../shared/errors/app-error.ts';
import { custodySchema, type Custody, type KeyDetails } from '../../../shared/keys/key.ts';
import { keyIdSchema, partIdSchema } from '../../../shared/lib/ids.ts';
import type { KeyScope } from '../../../shared/scopes/key-scope.ts';
import { look } from '../host/look.ts';
import type { MockedMain } from '../mocked-main.ts';
import { announced } from '../screens/announced.ts';
import { expect, test } from './mocked-page-test.ts';
import { activitysmithDescriptor, activitysmithTargets, addOtherKey } from './more-providers.ts';
import { sampleId } from './sample-id.ts';
import type { SampleWorld } from './sample-world.ts';

const sourceId = sampleId('K', 901);
const madeId = keyIdSchema.parse(sampleId('K', 950));
const madePartId = partIdSchema.parse(sampleId('P', 9_500));
const opsOnly: KeyScope = {
  ...{ kind: 'channels', mode: 'channels' },
  channels: [{ slug: 'ops', publicId: 'ch_01' }],
};
const outcomeUnknown = { kind: 'outcome-unknown', rotationId: null } as const;

/** A copy of "deploy bot" as it came back. */
function madeKey(world: SampleWorld, custody: Custody, changes: Partial<KeyDetails> = {}) {
  const source = world.keys.find(({ summary }) => summary.id === sourceId)!;
  const key: KeyDetails = {
    ...source,
    summary: { ...source.summary, id: madeId, name: 'deploy bot 2', custody },
    parts: source.parts.map((part) => ({ ...part, id: madePartId, custody })),
    ...changes,
  };
  world.keys.push(key);
  return key;
}

const prepare = (world: SampleWorld, main: MockedMain) => {
  addOtherKey(world, activitysmithDescriptor, 'deploy bot', opsOnly);
  main.respond('containers.scope-targets', () => ok(activitysmithTargets));
};

/** To the review of a copy, and the one click. */
async function create(page: Page) {
  await page.getByRole('button', { name: 'Choose settings' }).click();
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create API key', exact: true }).click();
}

const address = `/keys/new?like=${sourceId}`;

test('a secret that the keychain refuses is said to be kept here, and the keychain is tried again', async ({
  page,
  openPage,
}) => {
  const { main, world } = await openPage(address, (before, mocked) => {
    prepare(before, mocked);
    mocked.respond('keys.create', () =>
      ok({ ...madeKey(before, 'awaiting-keychain'), scopeDifferences: [] }),
    );
  });
  await create(page);
  const banner = announced(page.getByRole('main'), 'The keychain did not take the secret');
  await expect(banner).toContainText('Nothing is lost');
  await look(page, 'created-awaiting-keychain');

  main.fail('secrets.keep', { kind: 'keychain-unavailable', reason: 'locked' });
  await banner.getByRole('button', { name: 'Try the keychain again' }).click();
  await expect(banner).toContainText('The keychain cannot be used');
  main.respond('secrets.keep', async () => {
    const key = world.keys.at(-1)!;
    key.summary.custody = custodySchema.enum['in-keychain'];
    for (const part of key.parts) part.custody = custodySchema.enum['in-keychain'];
    await main.publish('keys.changed', { connectionId: null });
    return ok({ custody: 'in-keychain' });
  });
  await banner.getByRole('button', { name: 'Try the keychain again' }).click();
  await expect(banner).toHaveCount(0);
  await expect(page.getByText('The secret is in this machine’s keychain.')).toBeVisible();
});

test('its details show such a secret, copy it, and lead to the keychain', async ({
  page,
  openPage,
}) => {
  await openPage(`/keys?key=${madeId}`, (world, main) => {
    prepare(world, main);
    madeKey(world, 'awaiting-keychain');
  });
  const details = page.getByRole('complementary');
  await expect(details).toContainText('It is kept in Rekey’s encrypted database until');
  await expect(details.getByRole('button', { name: 'Reveal api key' })).toBeVisible();
  await expect(details.getByRole('button', { name: 'Copy api key' })).toBeVisible();
  await expect(details.getByRole('button', { name: 'Try the keychain again' })).toBeVisible();
  await look(page, 'details-awaiting-keychain');
});

test('a secret that was not shown is no plain success', async ({ page, openPage }) => {
  await openPage(address, (world, main) => {
    prepare(world, main);
    main.respond('keys.create', () => ok({ ...madeKey(world, 'not-held'), scopeDifferences: [] }));
  });
  await create(page);
  await expect(announced(page.getByRole('main'), 'Its secret was not shown')).toContainText(
    'Open the API key, end it, and create another one.',
  );
  await look(page, 'created-secret-not-shown');
});

test('a key that may do more than was asked is announced as a danger, with the difference', async ({
  page,
  openPage,
}) => {
  const all: KeyScope = { kind: 'channels', mode: 'all', channels: [] };
  await openPage(address, (world, main) => {
    prepare(world, main);
    main.respond('keys.create', () =>
      ok({ ...madeKey(world, 'in-keychain', { scope: all }), scopeDifferences: ['mode'] }),
    );
  });
  await create(page);
  await expect(
    page.getByRole('alert').filter({ hasText: 'This key may do more or other than was asked' }),
  ).toBeVisible();
  await expect(
    page.getByRole('group', { name: 'What was asked and what the key has' }),
  ).toContainText('Added: scope: All Recipients');
  await look(page, 'created-otherwise');
});

test('a lost answer is looked for, and the same name is sent again only by a new decision', async ({
  page,
  openPage,
}) => {
  const { main, world } = await openPage(address, (before, mocked) => {
    prepare(before, mocked);
    mocked.fail('keys.create', outcomeUnknown);
    mocked.fail('keys.look-for-created', { kind: 'network-offline' });
  });
  const place = page.getByRole('main');
  const plainCreate = page.getByRole('button', { name: 'Create API key', exact: true });
  await create(page);

  await test.step('the look fails: nothing can be sent', async () => {
    await expect(announced(place, 'The answer was lost')).toContainText(
      'could not look: No network.',
    );
    // The look changed nothing; of the create nobody knows.
    await expect(place).not.toContainText('Nothing was changed');
    await expect(plainCreate).toBeDisabled();
    await look(page, 'create-lost-not-looked');
  });

  await test.step('nothing is there: it can be created again', async () => {
    main.respond('keys.look-for-created', () => ok({ found: [] }));
    await page.getByRole('button', { name: 'Look again' }).press('Enter');
    await expect(announced(place, 'No new API key of this name is there')).toContainText(
      'then there would be two',
    );
    // The pressed button is gone: the next Tab begins where it was.
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: 'Look again' })).toBeFocused();
    await expect(plainCreate).toBeDisabled();
    await look(page, 'create-lost-absent');
  });

  await test.step('it is lost again, and this time something is there', async () => {
    main.respond('keys.look-for-created', () =>
      ok({ found: [madeKey(world, 'not-held').summary] }),
    );
    const answer = Promise.withResolvers<undefined>();
    main.respond('keys.create', async () => {
      await answer.promise;
      return fail(outcomeUnknown);
    });
    const again = page.getByRole('button', { name: 'Create API key again' });
    await again.click();
    await expect(page.getByRole('button', { name: 'Look again' })).toBeDisabled();
    await again.click({ force: true });
    answer.resolve(undefined);
    const banner = announced(place, 'This may be it');
    await expect(banner).toContainText('deploy bot 2');
    await expect(banner).toContainText('does not show it again');
    expect(main.callsOf('keys.create')).toHaveLength(2);
    await look(page, 'create-lost-found');
  });

  await test.step('still so after a way back and forth', async () => {
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('button', { name: 'Review' }).click();
    await expect(announced(place, 'This may be it')).toBeVisible();
    await expect(plainCreate).toBeDisabled();
  });

  await test.step('and it can be opened', async () => {
    await page.getByRole('button', { name: 'Open ab12CD.xY9zQ1' }).click();
    await expect(
      page.getByRole('complementary').getByRole('heading', { name: 'deploy bot 2' }),
    ).toBeVisible();
  });
});

test('a name whose answer was lost before is looked for instead of sent', async ({
  page,
  openPage,
}) => {
  const { main } = await openPage(address, (world, mocked) => {
    prepare(world, mocked);
    mocked.fail('keys.create', { kind: 'conflict', reason: 'look-first' });
    mocked.respond('keys.look-for-created', () => ok({ found: [] }));
  });
  await create(page);
  await expect(
    announced(page.getByRole('main'), 'No new API key of this name is there'),
  ).toBeVisible();
  main.fail('keys.create', { kind: 'network-offline' });
  await page.getByRole('button', { name: 'Create API key again' }).click();
  await expect(announced(page.getByRole('main'), 'No network')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Create API key', exact: true })).toBeEnabled();
});
