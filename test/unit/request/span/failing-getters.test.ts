import { describe, expect, it } from 'vitest';

import { Tracing } from '../../../../src/adapter.js';
import { CTX_REQUEST_ID, getCurrentSpan, Span } from '../../../../src/index.js';
import { scopeWith } from '../../../support/scope-with.js';

const GETTERS = [
  ...Object.getOwnPropertyNames(Span.prototype),
  'scope',
  'constructor',
  'then',
  ...Object.getOwnPropertySymbols(Span.prototype),
];

/** A class whose property throws for its spans, but not for those who look at the class. */
function failingAt(name: string | symbol): typeof Span {
  class Failing extends Span {}
  Object.defineProperty(Failing.prototype, name, {
    get(this: unknown) {
      if (this === Failing.prototype) return Reflect.get(Span.prototype, name) as unknown;
      throw new Error(`${String(name)} throws`);
    },
    set() {},
  });
  return Failing;
}

describe('a span whose getter throws', () => {
  it.each(GETTERS.map((name) => [name]))('%s', (name) => {
    const task = new Tracing({ span: failingAt(name) }).open(scopeWith({ 'x-request-id': 'mine' }));
    const headers = new Headers();
    const seen = task.start(() => {
      getCurrentSpan();
      return CTX_REQUEST_ID.get();
    });
    task.requestBody('x');
    task.responseStart(200, headers);
    task.responseBody('x');
    task.run(() => expect(task.requestId).toBe(seen));
    task.fail(new Error('failed'));
    task.end();
    task.abort();
    expect(seen).toBe('mine');
    expect(headers.get('x-request-id')).toBe('mine');
  });

  it('or which is frozen', () => {
    class Frozen extends Span {
      constructor(...args: ConstructorParameters<typeof Span>) {
        super(...args);
        Object.freeze(this);
      }
    }
    const task = new Tracing({ span: Frozen }).open(scopeWith({ 'x-request-id': 'mine' }));
    task.responseStart(200, new Headers());
    task.end();
    expect(task.requestId).toBe('mine');
  });
});
