import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConnectionId } from '../../../shared/lib/ids.ts';
import { errorOf, ServicesWorld, valueOf } from './services-world.ts';

const CONSOLE = 'https://abetterchoice.sandbox.invalid/console';

let world: ServicesWorld;
let connectionId: ConnectionId;

beforeEach(async () => {
  world = await ServicesWorld.open();
  const connected = await world.services.connections.connect({
    ...{ providerId: 'abetterchoice', label: 'Shop', fields: { projectId: '4242' } },
    ...{ baseUrl: CONSOLE, dataPlaneUrl: 'https://data.abetterchoice.sandbox.invalid' },
  });
  connectionId = valueOf(connected).id;
});

afterEach(async () => {
  await world.close();
});

const rows = () => valueOf(world.services.sandboxConsole.keys(connectionId));
const row = (name: string) => rows().find((key) => key.name === name);

describe('the console of a simulated account', () => {
  it('shows its keys without a token', () => {
    expect(row('server_prod')).toMatchObject({ isActive: true, isDefault: false });
    expect(JSON.stringify(rows())).not.toContain('RKCANARY');
  });

  it('creates a key, whose token then goes over the clipboard into Rekey', async () => {
    const { sandboxConsole, byHand, connections } = world.services;
    const draft = { name: 'ios_prod', description: 'iOS' };
    const after = valueOf(sandboxConsole.create(connectionId, draft));
    expect(after.find(({ name }) => name === 'ios_prod')).toMatchObject({ isActive: true });
    valueOf(await sandboxConsole.copyToken(connectionId, 'ios_prod'));
    const tokenSecret = world.host.clipboard.content;
    expect(tokenSecret).toContain('RKCANARY');
    const containerId = connections.containers()[0]!.id;
    valueOf(await byHand.add({ containerId, ...draft, tokenSecret }));
    expect(world.key('ios_prod')).toMatchObject({ status: 'active', custody: 'in-keychain' });
  });

  it('deactivates a key once, and the default key never', () => {
    const { sandboxConsole } = world.services;
    valueOf(sandboxConsole.deactivate(connectionId, 'server_prod'));
    expect(row('server_prod')?.isActive).toBe(false);
    for (const name of ['server_prod', rows()[0]!.name, 'nobody'])
      expect(errorOf(sandboxConsole.deactivate(connectionId, name))).toMatchObject({
        kind: 'invalid-input',
      });
  });

  it('refuses a name in the console’s own words', () => {
    const draft = { name: 'a-b', description: '' };
    expect(errorOf(world.services.sandboxConsole.create(connectionId, draft))).toEqual({
      ...{
        kind: 'invalid-input',
        issues: ['Only letters, numbers, and underscores are accepted.'],
      },
    });
  });

  it('is kept over a restart', async () => {
    valueOf(world.services.sandboxConsole.deactivate(connectionId, 'server_prod'));
    await world.restart();
    expect(row('server_prod')?.isActive).toBe(false);
  });

  it('is there for no real account', async () => {
    const real = await world.services.connections.connect({
      ...{ providerId: 'abetterchoice', label: 'Real', fields: { projectId: '4242' } },
      baseUrl: 'https://abetterchoice.ai',
      dataPlaneUrl: 'https://openapi.abetterchoice.ai',
    });
    const { sandboxConsole } = world.services;
    expect(errorOf(sandboxConsole.keys(valueOf(real).id))).toMatchObject({ kind: 'not-supported' });
  });
});
