import { Buffer } from 'node:buffer';

import { getLogger } from '@logtape/logtape';
import * as fc from 'fast-check';
import { fastify } from 'fastify';
import { pino } from 'pino';
import { createLogger } from 'winston';
import { describe, expect, it, vi } from 'vitest';

import { accessLog, type WriteLine } from '../../../src/access-log/index.js';
import { byteLength } from '../../../src/access-log/byte-length.js';
import { traced } from '../../../src/adapters/fetch/index.js';
import {
  createTask,
  getCurrentSpan,
  isThroughlineError,
  type ResponseMessage,
  type Scope,
  Span,
} from '../../../src/index.js';
import { nextWarning } from '../../support/next-warning.js';
import { mixin } from '../../../src/loggers/pino/index.js';
import { FIELDS } from '../loggers/in-request.js';
import { hostileText, LINE_BREAK } from '../loggers/hostile.js';

type Line = Parameters<WriteLine>;

/** Sends one request through a fetch handler that answers with `body`; gives the lines. */
async function linesOf(url: string, options = {}, handler = (): Response => new Response('é€😀')): Promise<Line[]> {
  const lines: Line[] = [];
  const handle = traced(
    handler,
    accessLog((...line) => lines.push(line), options),
  );
  await (await handle(new Request(url, { headers: { 'x-request-id': 'mine' } }))).text();
  return lines;
}

describe('accessLog', () => {
  it('gives level, message and fields, without the query', async () => {
    expect(await linesOf('http://host/orders/1?token=secret')).toEqual([
      [
        'info',
        'GET /orders/1 200',
        {
          ...FIELDS,
          request_id: 'mine',
          trace_id: expect.any(String),
          span_id: expect.any(String),
          trace_flags: '02',
          status: 200,
          bytes: 9,
          duration_ms: expect.any(Number),
          outcome: 'completed',
        },
      ],
    ]);
  });

  it('has the query when asked', async () => {
    const [[, , fields] = []] = await linesOf('http://host/orders/1?a=1&b=%0a#hash', { query: true });
    expect(fields).toMatchObject({ path: '/orders/1', query: 'a=1&b=%0a' });
    const [[, , without] = []] = await linesOf('http://host/orders/1', { query: true });
    expect(without).not.toHaveProperty('query');
  });

  it('is an error where the application fails', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const failing = (): never => {
      throw new Error('no');
    };
    const [line] = await linesOf('http://host/', {}, failing);
    log.mockRestore();
    expect(line).toMatchObject(['error', 'GET / 500', { status: 500, outcome: 'failed' }]);
  });

  it('extends the class of spans that it is given', async () => {
    const ended: unknown[] = [];
    class Own extends Span {
      override end(error?: unknown): void | PromiseLike<void> {
        ended.push(error);
        return super.end(error);
      }
    }
    expect(await linesOf('http://host/', { span: Own })).toHaveLength(1);
    expect(ended).toEqual([undefined]);
  });

  it('takes a logger whose methods take fields and message', async () => {
    const logger = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
    const handle = traced(() => new Response('', { status: 404 }), accessLog(logger));
    await (await handle(new Request('http://host/x'))).text();
    expect(logger.warn.mock.calls).toEqual([[expect.objectContaining({ status: 404 }), 'GET /x 404']]);
    expect(logger.warn.mock.contexts).toEqual([logger]);
    expect(logger.info).not.toHaveBeenCalled();
  });

  it('harms no request when the logger throws', async () => {
    const warning = nextWarning('TL_WARN_ACCESS_LOG_FAILED');
    const handle = traced(
      () => new Response('fine'),
      accessLog(() => {
        throw new Error('disk full');
      }),
    );
    expect(await (await handle(new Request('http://host/'))).text()).toBe('fine');
    expect(await warning).toMatchObject({ code: 'TL_WARN_ACCESS_LOG_FAILED' });
  });

  it('writes its line where a hook of the application fails', async () => {
    const lines: Line[] = [];
    const end = (): never => {
      throw new Error('hook');
    };
    const handle = traced(() => new Response('fine'), { ...accessLog((...line) => lines.push(line)), end });
    await (await handle(new Request('http://host/'))).text();
    expect(lines).toHaveLength(1);
  });

  it('has a message of one line, whatever path and method a scope has', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText(), hostileText(), async (method, path) => {
        const lines: Line[] = [];
        const { span: Logged } = accessLog((...line) => lines.push(line), { query: true });
        const scope: Scope = { type: 'http', method, path, query: path, headers: new Headers() };
        await new Logged!(scope).end();
        const [[, message, fields] = []] = lines;
        for (const text of [message, ...Object.values(fields ?? {})]) expect(String(text)).not.toMatch(LINE_BREAK);
      }),
    );
  });

  it.each([undefined, null, {}, 'pino', { info() {} }])('refuses %j, which is no logger', (logger) => {
    expect(() => accessLog(logger as never)).toThrow(expect.objectContaining({ code: 'TL_ERR_INVALID_ARGUMENT' }));
  });

  it('takes loggers of pino and Fastify, and none that takes the message first', async () => {
    const loggers = [pino({ level: 'silent' }), pino({ customLevels: { audit: 35 } }), fastify().log] as const;
    accessLog(pino({ mixin, level: 'silent' }));
    accessLog(loggers[0]);
    accessLog(loggers[1]);
    accessLog(loggers[2]);
    const refused = expect.objectContaining({ code: 'TL_ERR_INVALID_ARGUMENT' });
    // @ts-expect-error The message would be lost.
    expect(() => accessLog(createLogger({ silent: true }))).toThrow(refused);
    // @ts-expect-error It would show the fields as an object.
    expect(() => accessLog(console)).toThrow(refused);
    // @ts-expect-error The message would be lost.
    expect(() => accessLog(getLogger('shop'))).toThrow(refused);
  });

  it.each([
    [null, 'TL_ERR_INVALID_ARGUMENT'],
    ['query', 'TL_ERR_INVALID_ARGUMENT'],
    [{ span: () => {} }, 'TL_ERR_INVALID_OPTION'],
    [{ span: Map }, 'TL_ERR_INVALID_OPTION'],
  ] as const)('refuses the options %j by a code', (options, code) => {
    expect(() => accessLog(() => {}, options as never)).toThrow(expect.objectContaining({ code }));
  });

  it.each([
    [{ query: 1 }, 'query'],
    [{ span: 'Span' }, 'span'],
    [{ span: Map }, 'span'],
    [{ fields: [] }, 'fields'],
  ])('refuses %j', (options, name) => {
    const refusal = attempt(() =>
      traced(
        () => new Response(),
        accessLog(() => {}, options as never),
      ),
    );
    expect(isThroughlineError(refusal, 'TL_ERR_INVALID_OPTION')).toBe(true);
    expect(String(refusal)).toContain(`"${name}"`);
  });
});

function attempt(fn: () => unknown): unknown {
  try {
    return fn();
  } catch (error) {
    return error;
  }
}

it('byteLength counts as UTF-8 has them, lone surrogates too', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('\ud800', '\udc00', 'é', '€', '😀', 'a') }),
      (a, b) => {
        for (const text of [a, b, a + b]) expect(byteLength(text)).toBe(Buffer.byteLength(text));
      },
    ),
  );
  expect(byteLength(new Uint8Array(7))).toBe(7);
});

it('counts a chunk once that passes through two middlewares, and chunks of a span that no adapter opened', async () => {
  const lines: Line[] = [];
  const scope: Scope = { type: 'http', method: 'GET', path: '/', headers: new Headers() };
  const options = accessLog((...line) => lines.push(line));
  await createTask(async () => {
    await using span = getCurrentSpan(scope, options);
    await span.requestBefore();
    await span.response({ type: 'http.response.start', status: 200, headers: new Headers() });
    const message: ResponseMessage = { type: 'http.response.body', body: 'four' };
    await span.response(message);
    await span.response(message);
    await span.response({ type: 'http.response.body', body: 'ten bytes.' });
  });
  expect(lines[0]?.[2]).toMatchObject({ status: 200, bytes: 14 });
});

it.each([
  ['whose class of spans does not hand the chunk on', { response: () => {} }, 10],
  ['beside a hook', {}, 10],
])('counts the bytes of a response once %s', async (_, methods, bytes) => {
  const lines: Line[] = [];
  class Silent extends Span {}
  Object.assign(Silent.prototype, methods);
  const handle = traced(() => new Response('ten bytes.'), {
    ...accessLog((...line) => lines.push(line), { span: Silent }),
    response: () => {},
  });
  await (await handle(new Request('http://host/'))).text();
  expect(lines[0]?.[2]).toMatchObject({ bytes });
});
