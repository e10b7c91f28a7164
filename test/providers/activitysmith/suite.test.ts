import { describeAdapter } from '../adapter-suite.ts';
import { activitysmithProfile } from './profile.ts';

describeAdapter(activitysmithProfile);
