import { expect, it } from 'vitest';

import type { Scope } from '../../../../src/index.js';
import { pathMatcher } from '../../../../src/register/settings/path-patterns.js';

const skips = pathMatcher(['/health', '/static/*']);

it.each([
  ['/health', true],
  ['/health/', false],
  ['/healthy', false],
  ['/static/', true],
  ['/static/a/b', true],
  ['/static', false],
  ['/', false],
])('%s is matched: %s', (path, isMatched) => {
  expect(skips({ path } as Scope)).toBe(isMatched);
});
