import { describe, expect, it } from 'vitest';

import { headersOf, injectAttributes, type MessageAttributes } from '../../../../src/carriers/sqs/index.js';
import { CTX_TRACESTATE, CTX_BAGGAGE } from '../../../../src/index.js';
import { runJob } from '../../../../src/jobs/index.js';

const text = (StringValue: string) => ({ DataType: 'String', StringValue });
const own = (count: number): MessageAttributes =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`own-${index}`, text('x')]));

/** In a context that has all that can be sent. */
const inTrace = <R>(fn: () => R): R =>
  runJob({ name: 'sender', from: { baggage: 'k=v' } }, () => {
    CTX_TRACESTATE.set('a=1');
    expect(CTX_BAGGAGE.get().size).toBe(1);
    return fn();
  });

describe('injectAttributes', () => {
  it('writes what inject writes, as attributes', () => {
    expect(inTrace(() => injectAttributes())).toEqual({
      traceparent: text(expect.stringMatching(/^00-/) as string),
      'x-request-id': text(expect.stringMatching(/^[\da-f]{32}$/) as string),
      tracestate: text('a=1'),
      baggage: text('k=v'),
    });
    expect(injectAttributes()).toEqual({});
  });

  it.each([
    ['frozen', Object.freeze({})],
    ['null', null],
    ['a text', 'x'],
  ])('refuses attributes that cannot be changed: %s', (_, attributes) => {
    expect(() => inTrace(() => injectAttributes(attributes as never))).toThrow(
      expect.objectContaining({ code: 'TL_ERR_INVALID_ARGUMENT' }),
    );
  });

  it('returns the attributes that it is given, without what they have of another request', () => {
    const attributes: MessageAttributes = { own: text('x'), Tracestate: text('b=2'), 'X-Request-Id': text('old') };
    const sent = runJob({ name: 'a' }, () => injectAttributes(attributes, { requestHeader: 'x-correlation-id' }));
    expect(sent).toBe(attributes);
    expect(Object.keys(sent).toSorted()).toEqual(['X-Request-Id', 'own', 'traceparent', 'x-correlation-id']);
  });

  it.each([
    [6, ['traceparent', 'x-request-id', 'tracestate', 'baggage']],
    [7, ['traceparent', 'x-request-id', 'tracestate']],
    [8, ['traceparent', 'x-request-id']],
    [9, ['traceparent']],
    [10, []],
    [11, []],
  ])('beside %i attributes of your own writes %j: there are ten at most', (count, names) => {
    const written = inTrace(() => injectAttributes(own(count)));
    expect(Object.keys(written)).toEqual([...Object.keys(own(count)), ...names]);
  });

  it('throws what inject throws', () => {
    const code = 'TL_ERR_INVALID_OPTION';
    expect(() => injectAttributes({}, { requestHeader: 'cookie' })).toThrow(expect.objectContaining({ code }) as Error);
  });
});

describe('headersOf', () => {
  const expected = [['x-request-id', 'abc']];

  it.each([
    ['SQS', { MessageAttributes: { 'x-request-id': text('abc') } }],
    ['Lambda', { messageAttributes: { 'x-request-id': { dataType: 'String', stringValue: 'abc' } } }],
    ['a notification of SNS', { MessageAttributes: { 'x-request-id': { Type: 'String', Value: 'abc' } } }],
  ])('reads the attributes of %s', (_, message) => {
    expect([...headersOf(message)]).toEqual(expected);
    expect(runJob({ name: 'orders', from: headersOf(message) }, (span) => span.requestId)).toBe('abc');
  });

  const throwing = Object.defineProperty({}, 'MessageAttributes', {
    get: () => {
      throw new Error('no');
    },
  });

  it.each<[string, unknown]>([
    ['no attributes', {}],
    ['undefined attributes', { MessageAttributes: undefined }],
    ['null for attributes', { MessageAttributes: null }],
    ['attributes without text', { MessageAttributes: { a: null, b: 7, c: {}, d: { StringValue: 7 } } }],
    ['attributes of bytes', { MessageAttributes: { traceparent: { BinaryValue: new Uint8Array(2) } } }],
    ['a getter that throws', throwing],
    ['no message', undefined],
  ])('has none of %s', (_, message) => {
    expect([...headersOf(message as object)]).toEqual([]);
  });
});
