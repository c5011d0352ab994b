import { describe } from 'vitest';

import { describeNest } from './describe-nest.js';

describe('Nest 11', () => {
  describeNest('nest-11');
});
