import { composeSandbox, type RunningProvider } from '../../../electron/sandbox/compose-sandbox.ts';
import { sandboxTarget } from '../../../electron/sandbox/in-process-transport.ts';
import type { Target } from '../screens/connect-screen.ts';
import type { ProviderTarget } from '../screens/provider-connect.ts';

/**
 * What has to be typed to sign in to the sandbox inside the app: its reserved addresses, and the
 * account that every profile starts with.
 */
export function inProcessAccount(): Target {
  const { fields, ...target } = inProcessAccountOf('pubnub-v1');
  const { email = '', password = '' } = fields;
  return { ...target, fields: { email, password } };
}

/** The same for any provider, with the names of its own fields. */
export function inProcessAccountOf(providerId: string): ProviderTarget {
  const running = inProcess(providerId);
  return { ...sandboxTarget(running), fields: running.instance.signInSecrets };
}

function inProcess(providerId: string): RunningProvider {
  const running = composeSandbox().get(providerId);
  if (running === undefined) throw new Error(`The sandbox has no ${providerId}`);
  return running;
}
