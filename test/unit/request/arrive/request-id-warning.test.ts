import { expect, it } from 'vitest';

import { identify } from '../../../../src/request/arrive/identity.js';
import { resolveOptions, type TracingOptions } from '../../../../src/request/tracing-options.js';
import { nextWarning } from '../../../support/next-warning.js';
import { scopeWith } from '../../../support/scope-with.js';

const FRESH = /^[0-9a-f]{32}$/;

function choose(headers: Record<string, string>, options: TracingOptions = {}): string {
  return identify(scopeWith(headers), resolveOptions(options)).requestId;
}

it('the request id is fresh, with one warning, when an option throws or generates nonsense', async () => {
  const warning = nextWarning('TL_WARN_POLICY_FAILED');
  const fail = (): never => {
    throw new Error('broken option');
  };
  expect(choose({ 'x-request-id': 'abc' }, { trust: fail })).toMatch(FRESH);
  expect(choose({ 'x-request-id': 'abc' }, { validate: fail })).toMatch(FRESH);
  expect(choose({}, { generate: fail })).toMatch(FRESH);
  for (const bad of ['', 'a\nb', 7, undefined]) expect(choose({}, { generate: () => bad as string })).toMatch(FRESH);
  expect((await warning).detail).toContain('broken option');
});
