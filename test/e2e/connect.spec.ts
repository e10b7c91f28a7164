import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { connectDirectly } from './host/connect-directly.ts';
import { expect, test } from './host/e2e-test.ts';
import { inProcessAccount } from './host/in-process-account.ts';
import { checkAccessibility } from './host/look.ts';
import { announced } from './screens/announced.ts';
import { ConnectScreen } from './screens/connect-screen.ts';
import { ConnectionsScreen } from './screens/connections-screen.ts';
import { FirstStart } from './screens/first-start.ts';
import { KeyDetails } from './screens/key-details.ts';
import { KeyList } from './screens/key-list.ts';
import { Shell } from './screens/shell.ts';
import { SignInScreen } from './screens/sign-in-screen.ts';

test('every wrong address is refused beside its field, and nothing is stored', async ({
  page,
  sandbox,
}) => {
  const connect = new ConnectScreen(page);
  await new FirstStart(page).connect.click();
  await connect.fill(sandbox.served);
  const refusals = [
    ['http://admin.pubnub.com/api', /“admin\.pubnub\.com” would be spoken to without encryption/u],
    ['https://pubnub.example/api', /“pubnub\.example” is not a host of this provider/u],
    ['my account', /This is no web address/u],
    ['https://robin:pass@admin.pubnub.com', /contains a user name or password/u],
    ['https://admin.pubnub.com/api?key=1', /ends in “\?…” or “#…”/u],
    [`http://localhost:${await closedPort()}/api`, /does not accept connections on this port/u],
  ] as const;
  for (const [address, sentence] of refusals) {
    await connect.adminAddress.fill(address);
    await connect.connect.click();
    await expect(connect.adminAddress).toHaveAccessibleDescription(sentence);
  }
  await checkAccessibility(page);
  await connect.adminAddress.fill(sandbox.served.baseUrl);
  await connect.dataAddress.fill('https://data.example');
  await connect.password.fill(sandbox.served.fields.password);
  await connect.connect.click();
  await expect(connect.dataAddress).toHaveAccessibleDescription(/“data\.example” is not a host/u);

  await new Shell(page).goTo('All keys');
  await expect(new FirstStart(page).heading).toBeVisible();
});

test('a wrong password and a web page in place of the API are named for what they are', async ({
  page,
  sandbox,
}) => {
  const connect = new ConnectScreen(page);
  await new FirstStart(page).connect.click();
  await connect.connect.click();
  await expect(connect.email).toHaveAccessibleDescription(/E-mail is missing/u);

  await connect.fill(sandbox.served);
  await connect.password.fill('not the password');
  await connect.connect.click();
  await expect(announced(connect.form, 'Sign-in refused')).toContainText(
    'PubNub does not accept this e-mail and password.',
  );
  await expect(connect.password).toHaveValue('');
  await checkAccessibility(page);

  await sandbox.faults([{ effect: { kind: 'html' } }]);
  await connect.password.fill(sandbox.served.fields.password);
  await connect.connect.click();
  await expect(announced(connect.form, 'PubNub is not available')).toContainText(
    'The answer is a web page, not the API’s.',
  );

  await new Shell(page).goTo('All keys');
  await expect(new FirstStart(page).heading).toBeVisible();
});

test('a certificate that is not trusted is said to be that', async ({ page, rekey }) => {
  test.skip(rekey.simulatedNetwork === null, 'this host cannot make the simulated network fail');
  const connect = new ConnectScreen(page);
  await new FirstStart(page).connect.click();
  await rekey.simulatedNetwork?.('untrusted');
  await connect.fill(inProcessAccount());
  await connect.connect.click();
  await expect(connect.adminAddress).toHaveAccessibleDescription(
    /“pubnub-v1\.sandbox\.invalid” could not prove who it is/u,
  );
  await new Shell(page).goTo('All keys');
  await expect(new FirstStart(page).heading).toBeVisible();
});

test('an expired session asks to sign in again, and the work goes on', async ({
  page,
  sandbox,
}) => {
  const list = await connectDirectly(page, sandbox.served);
  const details = new KeyDetails(page);
  const signIn = new SignInScreen(page);
  await list.open('orders-staging');
  await sandbox.tune({ sessionLifetimeMs: 1 });
  await details.revealSecret.click();
  await expect(announced(details.pane, 'Signed out')).toContainText(
    'PubNub no longer accepts this session.',
  );
  await sandbox.tune({ sessionLifetimeMs: 3_600_000 });

  await details.action('Sign in again').click();
  await expect(signIn.heading).toBeVisible();
  await expect(signIn.email).toHaveValue(sandbox.served.fields.email);
  await checkAccessibility(page);
  await signIn.password.fill(sandbox.served.fields.password);
  await signIn.signIn.click();

  await expect(details.heading('orders-staging')).toBeVisible();
  await details.revealSecret.click();
  await expect(details.secretValue).toHaveText(/^sec-c-/u);
});

test.describe('npm start with --sandbox', () => {
  test.use({ hostArguments: ['--sandbox'], hostProgram: 'start' });

  test.skip(({ isInElectron }) => isInElectron, 'it starts the browser host');

  test('lists the keys of the sandbox on the first page', async ({ page }) => {
    await expect(new KeyList(page).subtitle).toHaveText(/^[1-9]\d+ keys · (?:oldest )?as of/u);
    await new Shell(page).goTo(/PubNub sandbox$/u);
    await expect(new ConnectionsScreen(page).button('Leave the sandbox…')).toBeVisible();
  });
});

/** A port of this machine at which nobody listens. */
async function closedPort(): Promise<string> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return String(port);
}
