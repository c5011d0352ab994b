import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ContextVar, createTask, CTX_SPAN_ID, spanned, withSpan } from '../../../src/index.js';
import { captureSpans, type SpanCapture } from '../../../src/testing/index.js';
import { coded } from '../../support/coded.js';

describe('withSpan', () => {
  let capture: SpanCapture;
  beforeEach(() => {
    capture = captureSpans();
  });
  afterEach(() => capture[Symbol.dispose]());

  it('gives what the function returns, and ends the span then', () => {
    expect(withSpan('span', (span) => [span.isRecording, CTX_SPAN_ID.get() === span.spanId])).toEqual([true, true]);
    expect([capture.find('span').hasEnded, CTX_SPAN_ID.get()]).toEqual([true, '']);
  });

  it('ends the span when the promise has settled', async () => {
    const running = withSpan('span', { a: 1 }, async () => {
      await Promise.resolve();
      return capture.find('span').hasEnded;
    });
    expect(await running).toBe(false);
    expect(capture.find('span')).toMatchObject({ hasEnded: true, attributes: { a: 1 } });
  });

  it('records what is thrown, and throws it on', async () => {
    const error = new Error('no');
    const fail = (): never => {
      throw error;
    };
    expect(() => withSpan('thrown', fail)).toThrow(error);
    await expect(withSpan('rejected', async () => fail())).rejects.toBe(error);
    expect(capture.spans.map((span) => [span.error, span.hasEnded])).toEqual([
      [error, true],
      [error, true],
    ]);
  });

  it('asks a lazy thenable once', async () => {
    let asked = 0;
    const lazy = { then: (resolve: (value: string) => void) => (asked++, resolve('rows')) };
    expect(await withSpan('query', () => lazy)).toBe('rows');
    expect(asked).toBe(1);
  });

  it('runs the function in a copy of the context', async () => {
    const variable = new ContextVar<string>('variable', { default: '' });
    await createTask(() => {
      variable.set('outer');
      withSpan('span', () => {
        expect(variable.get()).toBe('outer');
        variable.set('inner');
      });
      expect(variable.get()).toBe('outer');
    });
  });

  it('takes no value for a function', () => {
    expect(() => withSpan('span', 1 as never)).toThrow(coded('TL_ERR_INVALID_ARGUMENT'));
  });
});

describe('spanned', () => {
  class Orders {
    readonly prefix = 'order';

    @spanned()
    find(id: number): string {
      return `${this.prefix} ${id}`;
    }

    @spanned('save order', { table: 'orders' })
    async save(): Promise<boolean> {
      return CTX_SPAN_ID.get() !== '';
    }
  }

  it('keeps the name of the method, and how many parameters it has', () => {
    expect([Orders.prototype.find.name, Orders.prototype.find.length]).toEqual(['find', 1]);
  });

  it('runs each call of a method in a span', async () => {
    using capture = captureSpans();
    const orders = new Orders();
    expect([orders.find(1), await orders.save()]).toEqual(['order 1', true]);
    expect(capture.outline).toBe('find\nsave order');
    expect(capture.find('save order').attributes).toEqual({ table: 'orders' });
  });

  it('takes the form of experimentalDecorators, too', () => {
    using capture = captureSpans();
    const descriptor = { value: (id: number) => id + 1 };
    spanned()({}, 'next', descriptor);
    expect([descriptor.value(1), capture.outline]).toEqual([2, 'next']);
  });
});
