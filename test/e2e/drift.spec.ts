import { connectDirectly } from './host/connect-directly.ts';
import { expect, test } from './host/e2e-test.ts';
import { look } from './host/look.ts';
import { AttentionScreen } from './screens/attention-screen.ts';
import { DriftList } from './screens/drift-list.ts';
import { KeyDetails } from './screens/key-details.ts';
import { KeyList } from './screens/key-list.ts';
import { Shell } from './screens/shell.ts';

/** Younger than this, and nobody lists it: as if the provider had lost it. */
const LAG_MS = 3_600_000;

test('what somebody else changed is told key by key until it is dismissed', async ({
  page,
  rekey,
  sandbox,
}) => {
  test.slow();
  const shell = new Shell(page);
  const attention = new AttentionScreen(page);
  const drift = new DriftList(page);
  const { apps, keysets } = await sandbox.state();
  const idOf = (name: string): string => {
    const found = keysets.find(({ properties }) => properties.name === name);
    return String(found?.id ?? 0);
  };
  const change = (name: string, body: unknown) =>
    sandbox.elsewhere('PUT', `/keys/${idOf(name)}`, body);
  const list = await connectDirectly(page, sandbox.served);

  await test.step('nothing has changed at first', async () => {
    await shell.goTo(/^Attention/u);
    await expect(attention.heading).toBeVisible();
    await expect(drift.group).toHaveCount(0);
  });

  await test.step('another admin makes, renames, opens, moves and ends keys', async () => {
    await sandbox.elsewhere('POST', '/keys', {
      app_id: apps[0]?.id,
      type: 0,
      properties: { name: 'made elsewhere' },
    });
    await change('chat-staging', { properties: { name: 'chat-qa' } });
    await change('orders-prod', { properties: { uls: 0, message_storage_ttl: 90 } });
    await change('orders-staging', { type: 1 });
    await change('telemetry-dev', { status: 0 });
    await shell.goTo(/^All keys/u);
    await list.sync();
    await expect(list.subtitle).toHaveText(/^41 keys · as of/u);
  });

  await test.step('each in words', async () => {
    await shell.goTo(/^Attention/u);
    await expect(drift.account('Work')).toContainText('5 keys');
    await expect(drift.key('made elsewhere')).toContainText('New: it was not made here');
    await expect(drift.key('chat-qa')).toContainText('Renamed; its name was chat-staging');
    await expect(drift.key('orders-prod')).toContainText('May do more: Access Manager');
    await expect(drift.key('orders-prod')).toContainText(
      'Settings changed: Storage: Keep messages',
    );
    await expect(drift.key('orders-staging')).toContainText('Now production, was testing');
    await expect(drift.key('telemetry-dev')).toContainText('Now ended, was active');
    await look(page, 'drift');
  });

  await test.step('the way to a key and back', async () => {
    await drift.button('Open key chat-qa').click();
    await expect(new KeyDetails(page).heading('chat-qa')).toBeVisible();
    await shell.goTo(/^Attention/u);
    await expect(drift.key('chat-qa')).toBeVisible();
  });

  await test.step('what is gone joins what nobody has dismissed yet', async () => {
    await sandbox.tune({ listLagMs: LAG_MS });
    await shell.goTo(/^All keys/u);
    await list.sync();
    await list.find('made elsewhere');
    await expect(list.row('made elsewhere')).toContainText('gone');
    await shell.goTo(/^Attention/u);
    await expect(drift.key('made elsewhere')).toContainText('The provider no longer lists it');
    await expect(drift.key('made elsewhere')).toContainText('New: it was not made here');
    await look(page, 'drift-gone');
  });

  await test.step('dismissed, also after the page was loaded again', async () => {
    await drift.button('Dismiss the changes in Work').press('Enter');
    await expect(drift.group).toHaveCount(0);
    // Its opener is gone with it.
    await expect(page.getByRole('main')).toBeFocused();
    await page.reload();
    await expect(attention.heading).toBeVisible();
    await expect(drift.group).toHaveCount(0);
  });

  await test.step('and after the app has; what changes later is told again', async () => {
    await rekey.end('stop');
    const again = await rekey.start();
    const [shellAgain, driftAgain] = [new Shell(again), new DriftList(again)];
    await shellAgain.goTo(/^Attention/u);
    const gone = new AttentionScreen(again).group('Gone at the provider');
    await expect(gone).toContainText('made elsewhere');
    await expect(driftAgain.group).toHaveCount(0);
    await sandbox.tune({ listLagMs: 0 });
    await shellAgain.goTo(/^All keys/u);
    await new KeyList(again).sync();
    await shellAgain.goTo(/^Attention/u);
    await expect(driftAgain.account('Work')).toContainText('1 key');
    await expect(driftAgain.key('made elsewhere')).toContainText('Listed again: active');
  });
});
