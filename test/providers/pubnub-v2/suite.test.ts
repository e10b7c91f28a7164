import { describeAdapter } from '../adapter-suite.ts';
import { pubnubV2Profile } from './profile.ts';

describeAdapter(pubnubV2Profile);
