import { describeAdapter } from '../adapter-suite.ts';
import { pubnubV1Profile } from './profile.ts';

describeAdapter(pubnubV1Profile);
