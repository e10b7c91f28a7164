import { composeSandbox } from '../../../electron/sandbox/compose-sandbox.ts';
import { sandboxTarget } from '../../../electron/sandbox/in-process-transport.ts';
import type { Target } from '../screens/connect-screen.ts';

/**
 * What has to be typed to sign in to the sandbox inside the app: its reserved addresses, and the
 * account that every profile starts with.
 */
export function inProcessAccount(): Target {
  const running = composeSandbox().get('pubnub-v1');
  if (running === undefined) throw new Error('The sandbox has no pubnub-v1');
  const { email = '', password = '' } = running.instance.signInSecrets;
  return { ...sandboxTarget(running), fields: { email, password } };
}
