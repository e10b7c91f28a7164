import { pubnubV1Sandbox } from './pubnub-v1/index.ts';
import type { SandboxProvider } from './sandbox-provider.ts';

/** Every simulated provider, in the order in which they are shown. */
export const sandboxProviders: readonly SandboxProvider[] = [pubnubV1Sandbox];
