import { describe } from 'vitest';

import { describeNest } from './describe-nest.js';
import { describeNestHooks } from './describe-nest-hooks.js';

describe('Nest 11', () => {
  describeNest('nest-11');
  describeNestHooks('nest-11');
});
