import { expect, it } from 'vitest';

import { ownInit } from '../../../../src/propagation/redirects/own-init.js';

class Init {
  get method(): string {
    return 'PUT';
  }
}

it.each([
  ['a Request', new Request('http://example.com/', { method: 'DELETE' }), 'DELETE'],
  ['a class with getters', new Init(), 'PUT'],
  ['an object that inherits', Object.create({ method: 'PATCH' }), 'PATCH'],
  ['an object', { method: 'POST' }, 'POST'],
  ['nothing', undefined, undefined],
])('has what fetch reads of %s', (_, init, method) => {
  expect(ownInit(init as RequestInit | undefined).method).toBe(method);
});
