import { describeAdapter } from '../adapter-suite.ts';
import { abetterchoiceProfile } from './profile.ts';

describeAdapter(abetterchoiceProfile);
