import { describe, expect, it } from 'vitest';

import { createTask, CTX_REQUEST_ID, getCurrentSpan, Span, TraceCtx } from '../../../../src/index.js';
import type { Scope } from '../../../../src/request/scope.js';
import { newSpan } from '../../../../src/request/span/new-span.js';
import { resolveOptions, type TracingOptions } from '../../../../src/request/tracing-options.js';
import { scopeWith } from '../../../support/scope-with.js';

const createSpan = (scope: Scope, options?: TracingOptions): Span => newSpan(scope, resolveOptions(options));

describe('Span', () => {
  it('puts the id of the context into the headers of a response that starts', async () => {
    await createTask(async () => {
      const span = new Span(scopeWith({ 'x-request-id': 'abc' }));
      span.requestBefore();
      const headers = new Headers();
      span.response({ type: 'http.response.start', status: 200, headers });
      span.response({ type: 'http.response.body', body: 'x' });
      expect([...headers]).toEqual([['x-request-id', 'abc']]);
      expect(span.status).toBe(200);
    });
  });

  it("leaves the application's own header alone", async () => {
    await createTask(() => {
      const span = new Span(scopeWith());
      void span.requestBefore();
      const headers = new Headers({ 'X-Request-Id': 'mine' });
      void span.response({ type: 'http.response.start', status: 200, headers });
      expect(headers.get('x-request-id')).toBe('mine');
    });
  });

  it('says so when the headers of a start are none', () => {
    for (const headers of [undefined, {}, []]) {
      expect(() =>
        new Span(scopeWith()).response({ type: 'http.response.start', status: 200, headers } as never),
      ).toThrow(
        expect.objectContaining({
          code: 'TL_ERR_INVALID_ARGUMENT',
          message: expect.stringContaining('message.headers'),
        }),
      );
    }
  });

  it('puts no id into headers that cannot hold it', async () => {
    await createTask(() => {
      const headers = new Headers();
      for (const id of ['', 'a\r\nb', 'é']) {
        CTX_REQUEST_ID.set(id);
        void new Span(scopeWith()).response({ type: 'http.response.start', status: 200, headers });
      }
      expect([...headers]).toEqual([]);
    });
  });

  it('keeps its id when requestBefore comes twice', async () => {
    await createTask(() => {
      const span = new Span(scopeWith());
      span.requestBefore();
      const { requestId } = span;
      span.requestBefore();
      expect([span.requestId, TraceCtx.getId()]).toEqual([requestId, requestId]);
    });
  });

  it('ends once, with the first error', () => {
    const ends: unknown[] = [];
    const span = createSpan(scopeWith(), { end: ({ error }) => void ends.push(error) });
    span.end('first');
    span.end('second');
    expect(ends).toEqual(['first']);
    expect(span.error).toBe('first');
  });

  it('restores the context although its end hook fails', async () => {
    class Failing extends Span {
      override end(): never {
        throw new Error('end failed');
      }
    }
    await createTask(async () => {
      const block = async (): Promise<void> => {
        await using span = getCurrentSpan(scopeWith());
        await span.requestBefore();
        Object.setPrototypeOf(span, Failing.prototype);
      };
      await expect(block()).rejects.toThrow('end failed');
      expect(TraceCtx.getId()).toBe('');
    });
  });
});
