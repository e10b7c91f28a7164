import { abetterchoiceSandbox } from './abetterchoice/index.ts';
import { activitysmithSandbox } from './activitysmith/index.ts';
import { ablySandbox } from './ably/index.ts';
import { pubnubV1Sandbox } from './pubnub-v1/index.ts';
import { pubnubV2Sandbox } from './pubnub-v2/index.ts';
import type { SandboxProvider } from './sandbox-provider.ts';

/** Every simulated provider, in the order in which they are shown. */
export const sandboxProviders: readonly SandboxProvider[] = [
  pubnubV1Sandbox,
  pubnubV2Sandbox,
  ablySandbox,
  abetterchoiceSandbox,
  activitysmithSandbox,
];
