import { describe, expect, it } from 'vitest';

import {
  createTask,
  CTX_REQUEST_ID,
  CTX_REQUEST_METHOD,
  CTX_REQUEST_PATH,
  CTX_SPAN_ID,
  CTX_TRACE_ID,
  gather,
  getCurrentSpan,
  type Scope,
  Span,
  TraceCtx,
} from '../../../../src/index.js';
import { sleep } from '../../../whole/conformance/pause.js';
import { scopeWith } from '../../../support/scope-with.js';

const VARIABLES = [CTX_REQUEST_ID, CTX_TRACE_ID, CTX_SPAN_ID, CTX_REQUEST_PATH, CTX_REQUEST_METHOD];

const values = (): string[] => VARIABLES.map((variable) => variable.get());

describe('getCurrentSpan', () => {
  it('makes ids, method and path readable in the block, and restores them after it', async () => {
    await createTask(async () => {
      {
        await using span = getCurrentSpan(scopeWith({ 'x-request-id': 'abc' }));
        expect(values()).toEqual(['', '', '', '/path', 'GET']);
        await span.requestBefore();
        expect(values()).toEqual(['abc', span.traceId, span.spanId, '/path', 'GET']);
        expect(span.traceId).toMatch(/^[0-9a-f]{32}$/);
        expect(span.spanId).toMatch(/^[0-9a-f]{16}$/);
      }
      expect(values()).toEqual(['', '', '', '', '']);
      expect(getCurrentSpan()).toBeUndefined();
    });
  });

  it('one id serves as request id and trace id where it has the shape of one', async () => {
    await createTask(async () => {
      await using span = getCurrentSpan(scopeWith());
      await span.requestBefore();
      expect(span.traceId).toBe(span.requestId);
    });
  });

  it('restores the values from before the block, also when they were set again in it, and on a throw', async () => {
    await createTask(async () => {
      TraceCtx.setId('before');
      CTX_REQUEST_PATH.set('/before');
      const failing = async (): Promise<void> => {
        await using span = getCurrentSpan(scopeWith());
        await span.requestBefore();
        TraceCtx.setId('again');
        await sleep(1);
        throw new Error('in the block');
      };
      await expect(failing()).rejects.toThrow('in the block');
      expect(values()).toEqual(['before', '', '', '/before', '']);
    });
  });

  it('many requests at once never see each other, in helpers nested as deep as you like', async () => {
    const deep = async (depth: number): Promise<string> => {
      await sleep(Math.random() * 3);
      return depth === 0 ? CTX_REQUEST_ID.get() : deep(depth - 1);
    };
    const request = async (id: string): Promise<void> => {
      await using span = getCurrentSpan(scopeWith({ 'x-request-id': id }));
      await span.requestBefore();
      expect(await Promise.all([deep(3), deep(1), deep(5)])).toEqual([id, id, id]);
    };
    await gather(
      ...Array.from({ length: 200 }, (_, i) => async () => {
        await request(`id-${i}`);
        expect(CTX_REQUEST_ID.get()).toBe('');
      }),
    );
  });

  it('a block within, of the same scope, gets the same span and leaves it open', async () => {
    await createTask(async () => {
      const scope = scopeWith();
      await using outer = getCurrentSpan(scope);
      await outer.requestBefore();
      const id = TraceCtx.getId();
      {
        await using inner = getCurrentSpan(scope);
        await inner.requestBefore();
        expect(inner).toBe(outer);
      }
      expect(outer.ended).toBe(false);
      expect(TraceCtx.getId()).toBe(id);
    });
  });

  it('a block in a task of the request leaves the span open; the block that opened it closes it whenever that ends', async () => {
    await createTask(async () => {
      const scope = scopeWith();
      let child: Promise<string> | undefined;
      let opened;
      {
        await using span = getCurrentSpan(scope);
        opened = span;
        await span.requestBefore();
        child = createTask(async () => {
          await using same = getCurrentSpan(scope);
          await sleep(20);
          expect(same).toBe(span);
          return TraceCtx.getId();
        });
        await createTask(async () => {
          await using _ = getCurrentSpan(scope);
        });
        expect(span.ended).toBe(false);
      }
      expect(opened.ended).toBe(true);
      expect(TraceCtx.getId()).toBe('');
      expect(await child).toBe(opened.requestId);
    });
  });

  it('another scope within opens a span of its own and gives the first one back', async () => {
    await createTask(async () => {
      await using outer = getCurrentSpan(scopeWith({ 'x-request-id': 'outer' }));
      await outer.requestBefore();
      {
        await using inner = getCurrentSpan(scopeWith({ 'x-request-id': 'inner' }));
        await inner.requestBefore();
        expect(getCurrentSpan()).toBe(inner);
        expect(TraceCtx.getId()).toBe('inner');
      }
      expect(getCurrentSpan()).toBe(outer);
      expect(TraceCtx.getId()).toBe('outer');
    });
  });

  it('is the span still, to look at, after it ended', async () => {
    await createTask(async () => {
      let late: Promise<unknown>;
      {
        await using span = getCurrentSpan(scopeWith());
        late = createTask(async () => {
          await sleep(5);
          return [getCurrentSpan() === span, getCurrentSpan()?.ended];
        });
      }
      expect(await late).toEqual([true, true]);
    });
  });

  it('takes options, a subclass with a constructor of its own included', async () => {
    const ended: string[] = [];
    class Own extends Span {
      readonly tag: string;
      constructor(scope: Scope) {
        super(scope);
        this.tag = 'own';
      }
    }
    await createTask(async () => {
      await using span = getCurrentSpan(scopeWith({ 'x-request-id': 'abc' }), {
        span: Own,
        trust: 'ignore',
        end: ({ requestId }) => void ended.push(requestId),
      });
      await span.requestBefore();
      expect(span).toMatchObject({ tag: 'own' });
      expect(CTX_REQUEST_ID.get()).toMatch(/^[0-9a-f]{32}$/);
    });
    expect(ended).toHaveLength(1);
  });

  it('options hold in the constructor of a subclass too', async () => {
    class Labelled extends Span {
      readonly label = `request ${this.requestId}`;
    }
    await createTask(async () => {
      await using span = getCurrentSpan(scopeWith({ 'x-request-id': 'abc' }), {
        span: Labelled,
        generate: () => 'mine',
        trust: 'ignore',
      });
      expect([span.requestId, (span as Labelled).label]).toEqual(['mine', 'request mine']);
    });
  });

  it('calls each hook once, however many middlewares the request passes', async () => {
    const hooks: string[] = [];
    const scope = scopeWith();
    const options = {
      requestBefore: () => void hooks.push('before'),
      response: () => void hooks.push('response'),
      end: () => void hooks.push('end'),
    };
    const middleware = async (inner: () => Promise<void>): Promise<void> => {
      await using span = getCurrentSpan(scope, options);
      await span.requestBefore();
      await inner();
      await span.response(start);
    };
    const start = { type: 'http.response.start' as const, status: 200, headers: new Headers() };
    await createTask(() => middleware(() => middleware(async () => {})));
    expect(hooks).toEqual(['before', 'response', 'end']);
  });

  it('refuses what is no scope, and leaves the context alone', async () => {
    const broken = Object.defineProperty(scopeWith(), 'path', {
      get(): string {
        throw new Error('no path');
      },
    });
    await createTask(() => {
      for (const scope of [null, undefined, 'scope', 7, {}, { ...scopeWith(), headers: { 'x-request-id': 'abc' } }]) {
        expect(() => getCurrentSpan(scope as never)).toThrow(
          expect.objectContaining({ code: 'TL_ERR_INVALID_ARGUMENT', message: expect.stringContaining('scope') }),
        );
      }
      expect(() => getCurrentSpan(broken)).toThrow('no path');
      expect(getCurrentSpan()).toBeUndefined();
      expect(values()).toEqual(['', '', '', '', '']);
    });
  });

  it('throws outside any task, and reads there', () => {
    expect(() => getCurrentSpan(scopeWith())).toThrow(expect.objectContaining({ code: 'TL_ERR_NO_TASK' }));
    expect(getCurrentSpan()).toBeUndefined();
  });
});
