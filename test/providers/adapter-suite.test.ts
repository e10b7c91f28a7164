import { describeAdapter } from './adapter-suite.ts';
import { profiles } from './profiles.ts';

for (const profile of profiles) describeAdapter(profile);
