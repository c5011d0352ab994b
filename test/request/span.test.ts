import { describe, expect, it } from 'vitest';

import { createTask, getCurrentSpan, Span, TraceCtx } from '../../src/index.js';
import { resolveOptions } from '../../src/request/tracing-options.js';
import { scopeWith } from './scope-with.js';

const start = (headers: unknown) => ({ type: 'http.response.start', status: 200, headers }) as never;

describe('Span', () => {
  it('puts the id of the context into the headers of a response that starts', async () => {
    await createTask(async () => {
      const span = new Span(scopeWith({ 'x-request-id': 'abc' }));
      span.requestBefore();
      const headers = new Headers();
      span.response({ type: 'http.response.start', status: 200, headers });
      span.response({ type: 'http.response.body', body: 'x' });
      expect([...headers]).toEqual([['x-request-id', 'abc']]);
    });
  });

  it("takes ASGI's list of pairs and a plain record as well", async () => {
    await createTask(() => {
      const span = new Span(scopeWith({ 'x-request-id': 'abc' }));
      span.requestBefore();
      const pairs: [string, string][] = [['a', 'b']];
      const record = { a: 'b' };
      for (const headers of [pairs, record]) {
        span.response(start(headers));
        span.response(start(headers));
      }
      expect(pairs).toEqual([
        ['a', 'b'],
        ['x-request-id', 'abc'],
      ]);
      expect(record).toEqual({ a: 'b', 'x-request-id': 'abc' });
    });
  });

  it("leaves the application's own header alone", async () => {
    await createTask(() => {
      const span = new Span(scopeWith());
      span.requestBefore();
      const headers = new Headers({ 'X-Request-Id': 'mine' });
      const record = { 'X-Request-Id': 'mine' };
      span.response(start(headers));
      span.response(start(record));
      expect(headers.get('x-request-id')).toBe('mine');
      expect(record).toEqual({ 'X-Request-Id': 'mine' });
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
    const span = new Span(scopeWith(), resolveOptions({ end: ({ error }) => void ends.push(error) }));
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
