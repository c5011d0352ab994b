// What test files get for `vitest` outside of it: its runner and its `expect`, which run anywhere.
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  chai,
  customMatchers,
  GLOBAL_EXPECT,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  setState,
} from '@vitest/expect';

export { afterAll, afterEach, beforeAll, beforeEach, describe, it, onTestFinished, test } from '@vitest/runner';

for (const plugin of [JestExtend, JestChaiExpect, JestAsymmetricMatchers]) chai.use(plugin);

const registry = globalThis as { [GLOBAL_EXPECT]?: unknown; [ASYMMETRIC_MATCHERS_OBJECT]?: object };

export const expect = Object.assign(
  (value: unknown, message?: string) => chai.expect(value, message),
  chai.expect,
  registry[ASYMMETRIC_MATCHERS_OBJECT],
);
registry[GLOBAL_EXPECT] = expect;
setState({}, expect as never);
(chai.expect as unknown as { extend(expect: unknown, matchers: object): void }).extend(expect, customMatchers);
