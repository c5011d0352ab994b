import { describe } from 'vitest';

import { describeNest } from './describe-nest.js';
import { describeNestHooks } from './describe-nest-hooks.js';

describe('Nest 12', () => {
  describeNest('nest-12');
  describeNestHooks('nest-12');
});
