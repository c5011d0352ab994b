import { describeBehaviours } from './describe-behaviours.js';
import { NODE_BEHAVIOURS } from './node-behaviours.js';

describeBehaviours(NODE_BEHAVIOURS);
