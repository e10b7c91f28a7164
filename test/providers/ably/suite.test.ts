import { describeAdapter } from '../adapter-suite.ts';
import { ablyProfile } from './profile.ts';

describeAdapter(ablyProfile);
