import { connectInProcess } from './host/connect-directly.ts';
import { expect, test } from './host/e2e-test.ts';
import { look } from './host/look.ts';
import { tabTo } from './host/tab-to.ts';
import { announced } from './screens/announced.ts';
import { CapabilityEditor } from './screens/capability-editor.ts';
import { CreateKey } from './screens/create-key.ts';
import { KeyDetails } from './screens/key-details.ts';

test('an Ably key is duplicated by keyboard, under a free name and with the same permissions', async ({
  page,
}) => {
  const list = await connectInProcess(page, 'ably', 20);
  const create = new CreateKey(page);
  const details = new KeyDetails(page);

  await test.step('from its details', async () => {
    await list.open('orders server');
    await details.action('Duplicate…').press('Enter');
    await expect(create.heading).toHaveText('Create an API key');
    await expect(create.name).toHaveValue('orders server 2');
    await expect(create.use('On servers')).toBeChecked();
    await look(page, 'create-duplicate-place');
  });

  await test.step('to the review, and nothing but the keyboard', async () => {
    for (const button of ['Choose settings', 'Review']) {
      await tabTo(page, create.button(button));
      await page.keyboard.press('Enter');
    }
    await expect(create.comparison('orders server')).toBeVisible();
    await expect(page.getByText('The same permissions as orders server.')).toBeVisible();
  });

  await test.step('a narrower copy shows what it lacks', async () => {
    const capability = new CapabilityEditor(page);
    await create.button('Back').press('Enter');
    await capability.showAdvanced();
    await capability.addResource('audit:*');
    await capability.operation('audit:*', 'history').press('Space');
    await create.button('Review').press('Enter');
    await expect(create.differences).toContainText('Added: history on audit:*');
    await look(page, 'create-duplicate-differences');
    await create.button('Back').press('Enter');
    await capability.takeAway('audit:*');
    await create.button('Review').press('Enter');
    await expect(create.differences).toHaveCount(0);
  });

  await test.step('and exists', async () => {
    await create.button('Create API key').press('Enter');
    await expect(announced(page.getByRole('main'), 'The key exists')).toContainText(
      'orders server 2',
    );
    await create.button('Open the key').press('Enter');
    await expect(details.heading('orders server 2')).toBeVisible();
    await expect(details.pane).not.toContainText('Public');
  });
});

test('a browser key from a template is marked public, warned about when widened, and told apart', async ({
  page,
}) => {
  const list = await connectInProcess(page, 'ably', 20);
  const create = new CreateKey(page);
  const details = new KeyDetails(page);
  const capability = new CapabilityEditor(page);

  await test.step('a name for its consumer', async () => {
    await page.getByRole('button', { name: 'Create a key…' }).click();
    await create.chooseApp('Chat');
    await expect(create.suggestion('server_prod')).toBeVisible();
    await create.use('Shipped in a browser or an app').press('Space');
    await expect(page.getByText('Never reuse it on servers.')).toBeVisible();
    await create.suggestion('browser_prod').press('Enter');
    await expect(create.name).toHaveValue('browser_prod');
    await look(page, 'create-public-place');
  });

  await test.step('the template for browsers', async () => {
    await create.button('Choose settings').press('Enter');
    await look(page, 'create-purposes');
    await create.choose('CI');
    await create.button('Review').press('Enter');
    await expect(create.warning).toContainText('Everybody who has it can write: publish on ci:*.');
    await look(page, 'create-public-warning');
    await create.button('Back').press('Enter');
    await create.choose('Browser, subscribe only');
    await capability.addResource('chat:*');
    await create.button('Review').press('Enter');
    await expect(create.warning).toHaveCount(0);
    await expect(page.getByText('subscribe on chat:*')).toBeVisible();
    await look(page, 'create-public-review');
    await create.button('Create API key').press('Enter');
    await create.button('Open the key').press('Enter');
  });

  await test.step('marked in its details and in its row', async () => {
    await expect(details.heading('browser_prod')).toBeVisible();
    await expect(details.pane).toContainText('Never reuse it on servers.');
    await list.find('scope:public');
    await expect(list.row('browser_prod')).toContainText('public · chat:* subscribe');
    await expect(list.row('orders server')).toHaveCount(0);
    await look(page, 'create-public-details');
  });

  await test.step('the mark can be taken away', async () => {
    await details.showTab('Notes');
    const mark = details.pane.getByRole('checkbox', { name: 'Shipped in a browser or an app' });
    await expect(mark).toBeChecked();
    await look(page, 'create-public-notes');
    await mark.press('Space');
    await details.action('Save notes').press('Enter');
    await expect(details.pane.getByText('Only on this machine')).toBeVisible();
    await list.find('browser_prod');
    await expect(list.row('browser_prod')).not.toContainText('public');
  });

  await test.step('the name is no longer suggested', async () => {
    await page.getByRole('button', { name: 'Create a key…' }).click();
    await create.chooseApp('Chat');
    await create.use('Shipped in a browser or an app').press('Space');
    await expect(create.suggestion('browser_staging')).toBeVisible();
    await expect(create.suggestion('browser_prod')).toHaveCount(0);
  });
});

test('a keyset is duplicated with its environment and settings, then started from a purpose instead', async ({
  page,
}) => {
  const list = await connectInProcess(page, 'pubnub-v1', 40);
  const create = new CreateKey(page);
  await list.open('telemetry-dev');
  await new KeyDetails(page).action('Duplicate…').press('Enter');
  await expect(create.name).toHaveValue('telemetry-dev-2');
  await create.use('Shipped in a browser or an app').press('Space');
  await expect(page.getByText('Never ship its secret key')).toBeVisible();
  await create.button('Choose settings').press('Enter');
  await look(page, 'create-keyset-purposes');
  await create.button('Review').press('Enter');
  await expect(page.getByText('The same permissions as telemetry-dev.')).toBeVisible();
  await expect(create.warning).toContainText('Access Manager is off');
  await look(page, 'create-keyset-warning');
  await create.button('Back').press('Enter');
  await create.choose('Browser, subscribe only');
  await create.button('Review').press('Enter');
  await expect(create.warning).toHaveCount(0);
  await expect(create.differences).toContainText('Access Manager: on');
});
