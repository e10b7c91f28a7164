import { ok } from '../../../shared/errors/app-error.ts';
import { look } from '../host/look.ts';
import { CapabilityEditor } from '../screens/capability-editor.ts';
import { expect, test, type OpenPage } from './mocked-page-test.ts';
import { ablyDescriptor, ablyTargets, addOtherKey } from './more-providers.ts';
import { sampleId } from './sample-id.ts';
import type { CapabilityMap } from '../../../shared/scopes/capability-scope-schema.ts';

const keyId = sampleId('K', 901);

const openEditor = (openPage: OpenPage, capability: CapabilityMap) =>
  openPage(`/keys/${keyId}/edit`, (world, main) => {
    addOtherKey(world, ablyDescriptor, 'chat server', {
      kind: 'capability',
      capability,
      revocableTokens: false,
    });
    main.respond('containers.scope-targets', () => ok(ablyTargets));
  });

test('a key with one set of operations is edited as in the dashboard, and sent as a whole map', async ({
  page,
  openPage,
}) => {
  const { main } = await openEditor(openPage, { 'chat:*': ['history', 'publish', 'subscribe'] });
  await expect(page.getByRole('checkbox', { name: 'Publish', exact: true })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'Selected channels and queues' })).toBeChecked();
  await look(page, 'capability-simple');
  await page.getByText('Publish', { exact: true }).click();
  const picker = page.getByRole('combobox', { name: /pick a queue/ });
  // Scrolling would close what typing opens.
  await picker.click();
  await picker.pressSequentially('orders');
  await page.getByRole('option', { name: /ab12CD-orders/ }).click();
  await page.getByRole('button', { name: /^Review/ }).click();
  const diff = page.getByRole('group', { name: 'What changes' });
  await expect(diff).toContainText('publish on chat:*');
  await expect(diff).toContainText('history on [queue]ab12CD-orders');
  await expect(page.getByText(/only after they reconnect/)).toBeVisible();
  await look(page, 'capability-review');
  const edited = main.expectCall('keys.edit');
  await page.getByRole('button', { name: /^Save/ }).click();
  expect(await edited).toEqual({
    keyId,
    name: null,
    environment: null,
    scope: {
      kind: 'capability',
      capability: {
        'chat:*': ['history', 'subscribe'],
        '[queue]ab12CD-orders': ['history', 'subscribe'],
      },
      revocableTokens: false,
    },
    typedName: null,
  });
});

test('what a resource covers is shown of the one that is worked on', async ({ page, openPage }) => {
  await openEditor(openPage, { 'foo:*': ['publish'], 'chat:*': ['stats', 'subscribe'] });
  const editor = new CapabilityEditor(page);
  const shown = editor.covered.getByRole('button');
  await expect(shown).toContainText('foo:*');
  await editor.operation('chat:*', 'history').press('Space');
  await expect(shown).toContainText('chat:*');
  await look(page, 'capability-covered');
  await editor.addResource('orders:*');
  await expect(shown).toContainText('orders:*');
  await editor.takeAway('orders:*');
  await expect(shown).toContainText('foo:*');
});

test('different operations per resource are never flattened: only the full form is offered', async ({
  page,
  openPage,
}) => {
  const { main } = await openEditor(openPage, {
    'foo*': ['publish'],
    '*': ['stats', 'future-operation'],
    'chat:*': ['stats', 'subscribe'],
  });
  await expect(page.getByRole('radio', { name: 'Capabilities and restriction' })).toBeDisabled();
  await expect(page.getByText(/would flatten them/)).toBeVisible();
  await expect(page.getByText(/“foo\*” is literal/).first()).toBeVisible();
  await expect(page.getByText(/stats counts only on/)).toBeVisible();
  await expect(
    page.getByRole('group', { name: 'Operations on *' }).getByText('future-operation'),
  ).toBeVisible();
  await look(page, 'capability-advanced');
  await page.getByRole('group', { name: 'Operations on foo*' }).getByText('history').click();
  await page.getByRole('button', { name: 'Review 1 change' }).click();
  const edited = main.expectCall('keys.edit');
  await page.getByRole('button', { name: 'Save 1 change' }).click();
  expect(await edited).toMatchObject({
    scope: {
      capability: {
        'foo*': ['history', 'publish'],
        '*': ['stats', 'future-operation'],
        'chat:*': ['stats', 'subscribe'],
      },
    },
  });
});

test('the document and the form follow each other, and an unreadable document blocks in words', async ({
  page,
  openPage,
}) => {
  await openEditor(openPage, { 'chat:*': ['publish'] });
  const document = page.getByRole('textbox', { name: /^Document/ });
  await document.fill('{"chat:*": ["publish", "history"]}');
  await expect(page.getByRole('checkbox', { name: 'History', exact: true })).toBeChecked();
  await page.getByText('Presence', { exact: true }).click();
  await expect(document).toHaveValue('{\n  "chat:*": ["history", "presence", "publish"]\n}');
  await document.fill('{"chat:*": ["publish"], "chat:*": ["history"]}');
  await expect(document).toHaveAccessibleDescription(/stands here more than once/);
  await expect(page.getByText('The document cannot be read')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Review/ })).toBeDisabled();
  await look(page, 'capability-unreadable');
  await page.getByRole('button', { name: 'Drop what was typed there' }).click();
  await expect(document).toHaveValue('{\n  "chat:*": ["history", "presence", "publish"]\n}');
});

test('more on every channel says what is gained and why the name is typed; less asks for nothing', async ({
  page,
  openPage,
}) => {
  const { main } = await openEditor(openPage, { '*': ['*'], 'chat:*': ['publish'] });
  const document = page.getByRole('textbox', { name: /^Document/ });
  await document.fill('{"*": ["publish"]}');
  await page.getByRole('button', { name: /^Review/ }).click();
  const diff = page.getByRole('group', { name: 'What changes' });
  await expect(diff).toContainText('every operation on *');
  await expect(diff).toContainText('still given by *');
  await expect(page.getByRole('textbox', { name: /to confirm/ })).toBeHidden();
  await look(page, 'capability-narrowed');
  await page.getByRole('button', { name: 'Back to the settings' }).click();
  await document.fill('{"[*]*": ["*"]}');
  await page.getByRole('button', { name: 'Review 1 change' }).click();
  await expect(
    page.getByText(/^It gains every operation on \[\*\]\* \(new except \*\)\. You can take/),
  ).toBeVisible();
  await look(page, 'capability-danger');
  const save = page.getByRole('button', { name: /^Save/ });
  await expect(save).toBeDisabled();
  await page.getByRole('textbox', { name: 'Type chat server to confirm' }).fill('chat server');
  const edited = main.expectCall('keys.edit');
  await save.click();
  expect(await edited).toMatchObject({
    scope: { capability: { '[*]*': ['*'] } },
    typedName: 'chat server',
  });
});

test('revocable tokens say what they cost before they are turned on', async ({
  page,
  openPage,
}) => {
  const { main } = await openEditor(openPage, { 'chat:*': ['publish'] });
  await expect(page.getByRole('switch', { name: 'Revocable tokens' })).toHaveAccessibleDescription(
    /1 hour at most.*already issued stay/,
  );
  await page.getByText('Revocable tokens', { exact: true }).click();
  await page.getByRole('button', { name: 'Review 1 change' }).click();
  await expect(page.getByText('revocable tokens: on')).toBeVisible();
  const edited = main.expectCall('keys.edit');
  await page.getByRole('button', { name: 'Save 1 change' }).click();
  expect(await edited).toMatchObject({ scope: { revocableTokens: true } });
});

test('a new key starts from a purpose and is blocked until it names what it is for', async ({
  page,
  openPage,
}) => {
  const { main } = await openPage(`/keys/new?container=${sampleId('C', 901)}`, (world, mocked) => {
    addOtherKey(world, ablyDescriptor, 'chat server', {
      kind: 'capability',
      capability: { '*': ['*'] },
      revocableTokens: null,
    });
    mocked.respond('containers.scope-targets', () => ok(ablyTargets));
  });
  await expect(page.getByRole('heading', { name: 'Create an API key' })).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Production' })).toBeHidden();
  await page.getByRole('textbox', { name: 'Name' }).fill('browser');
  await page.getByRole('button', { name: 'Choose settings' }).click();
  await page.getByRole('radio', { name: 'Browser, subscribe only' }).check({ force: true });
  const review = page.getByRole('button', { name: 'Review' });
  await expect(review).toBeDisabled();
  await page.getByRole('textbox', { name: 'Another resource' }).fill('chat:*');
  await expect(page.getByText(/begin with “chat:”/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Add resource' }).click();
  await look(page, 'capability-new');
  await review.click();
  await expect(page.getByText('subscribe on chat:*')).toBeVisible();
  main.fail('keys.create', { kind: 'network-offline' });
  const created = main.expectCall('keys.create');
  await page.getByRole('button', { name: 'Create API key' }).click();
  expect(await created).toEqual({
    containerId: sampleId('C', 901),
    name: 'browser',
    environment: 'unset',
    scope: {
      kind: 'capability',
      capability: { 'chat:*': ['subscribe'] },
      revocableTokens: false,
    },
    isPublic: false,
  });
});

test('what a key may do stands in its details, and it is revoked in the provider’s own word', async ({
  page,
  openPage,
}) => {
  const { main } = await openPage(`/keys?key=${keyId}`, (world, mocked) => {
    addOtherKey(world, ablyDescriptor, 'chat server', {
      kind: 'capability',
      capability: { '*': ['*'], '[queue]*': ['subscribe'] },
      revocableTokens: true,
    });
    mocked.respond('keys.revoke', () => ok(world.keys.at(-1)!));
  });
  const pane = page.getByRole('complementary', { name: 'Key details' });
  await expect(pane.getByText('One key may do everything on every channel.')).toBeVisible();
  await expect(pane.getByText(/last for an hour at most/)).toBeVisible();
  await look(page, 'capability-details');
  await pane.getByRole('button', { name: 'Revoke (final)…' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Revoke chat server?' });
  await dialog.getByRole('textbox').fill('chat server');
  const revoked = main.expectCall('keys.revoke');
  await dialog.getByRole('button', { name: 'Revoke API key for good' }).click();
  expect(await revoked).toEqual({ keyId, typedName: 'chat server' });
});
