import { describe } from 'vitest';

import { describeNest } from './describe-nest.js';

describe('Nest 12', () => {
  describeNest('nest-12');
});
