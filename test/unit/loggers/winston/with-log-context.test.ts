import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import winston from 'winston';

import { withLogContext } from '../../../../src/loggers/winston/index.js';
import { LogCapture } from '../../../../src/testing/index.js';
import { hostileText, LINE_BREAK } from '../hostile.js';
import { FIELDS, inRequest } from '../in-request.js';

const { format } = winston;

function create(options: winston.LoggerOptions = {}): {
  readonly logger: winston.Logger;
  readonly capture: LogCapture;
} {
  const capture = new LogCapture();
  const transports = [new winston.transports.Stream({ stream: capture })];
  return { logger: withLogContext(winston.createLogger({ format: format.json(), transports, ...options })), capture };
}

describe('withLogContext', () => {
  it('adds nothing outside of any request', () => {
    const { logger, capture } = create();
    logger.info('started');
    expect(capture.entries).toEqual([{ level: 'info', message: 'started' }]);
  });

  it('adds the fields of the request, whatever the call looks like', async () => {
    const { logger, capture } = create({ format: format.combine(format.splat(), format.json()) });
    await inRequest(() => {
      logger.info('text');
      logger.info('text', { own: 1 });
      logger.info({ message: 'object', own: 1 });
      logger.log('warn', '%s is %d', 'one', 1);
      logger.log({ level: 'warn', message: 'entry' });
    });
    const line = { level: 'info', message: 'text', ...FIELDS };
    expect(capture.entries).toEqual([
      line,
      { ...line, own: 1 },
      { ...line, message: 'object', own: 1 },
      { ...line, level: 'warn', message: 'one is 1' },
      { ...line, level: 'warn', message: 'entry' },
    ]);
  });

  it('leaves errors what they are', async () => {
    const { logger, capture } = create({ format: format.combine(format.errors({ stack: true }), format.json()) });
    const error = Object.assign(new Error('no'), { code: 'E_NO' });
    await inRequest(() => {
      logger.error(error);
      logger.error('failed', error);
    });
    expect(capture.entries).toMatchObject([
      { level: 'error', message: 'no', code: 'E_NO', stack: error.stack, ...FIELDS },
      { level: 'error', message: 'failed no', code: 'E_NO', stack: error.stack, ...FIELDS },
    ]);
    expect(error).not.toHaveProperty('request_id');
  });

  it('takes what has getters and methods over private fields, in any format', async () => {
    class Refusal extends Error {
      #code = 'E_NO';
      get code(): string {
        return this.#code;
      }
      toJSON(): object {
        return { json: this.#code };
      }
    }
    const stacks = create({ format: format.combine(format.errors({ stack: true }), format.json()) });
    const json = create();
    const text = create({ format: format.printf((info) => `${info['code'] as string} ${info.message as string}`) });
    await inRequest(() => {
      for (const { logger } of [stacks, json]) {
        logger.error(new DOMException('too late', 'TimeoutError'));
        logger.error(new Refusal('no'));
      }
      text.logger.error(new Refusal('no'));
    });
    expect(stacks.capture.entries).toMatchObject([
      { level: 'error', message: 'too late', stack: expect.stringContaining('too late') as string, ...FIELDS },
      { level: 'error', message: 'no', stack: expect.stringContaining('no') as string, ...FIELDS },
    ]);
    expect(json.capture.entries).toEqual([{ level: 'error', ...FIELDS }, { json: 'E_NO' }]);
    expect(text.capture.lines).toEqual(['E_NO no']);
  });

  it('does not write into the object of the application, which it may log again', async () => {
    const { logger, capture } = create();
    const entry = { message: 'shared' };
    await inRequest(() => logger.info(entry), { id: 'first' });
    await inRequest(() => logger.info(entry), { id: 'second' });
    expect(capture.entries).toMatchObject([{ request_id: 'first' }, { request_id: 'second' }]);
  });

  it('lets fields of the call, of defaultMeta and of a child win', async () => {
    const { logger, capture } = create({ defaultMeta: { span_id: 'meta' } });
    const child = logger.child({ path: '/child' });
    await inRequest(() => {
      logger.info('a', { request_id: 'own' });
      child.info('b');
    });
    expect(capture.entries).toEqual([
      { level: 'info', message: 'a', ...FIELDS, span_id: 'meta', request_id: 'own' },
      { level: 'info', message: 'b', ...FIELDS, span_id: 'meta', path: '/child' },
    ]);
  });

  it('does it once, also for children, and for those that were made before', async () => {
    const capture = new LogCapture();
    const logger = winston.createLogger({
      format: format.json(),
      transports: [new winston.transports.Stream({ stream: capture })],
    });
    const early = logger.child({ early: true });
    const { write } = withLogContext(logger);
    expect(withLogContext(logger).write).toBe(write);
    expect(withLogContext(early)).toBe(early);
    await inRequest(() => early.info('x'));
    expect(capture.entries).toEqual([{ level: 'info', message: 'x', early: true, ...FIELDS }]);
  });

  it('takes the context of the call where a slow transport makes winston format late', async () => {
    const written: [n: unknown, id: unknown][] = [];
    const slow = new Writable({
      objectMode: true,
      highWaterMark: 1,
      write({ n, request_id: id }: Record<string, unknown>, _, done) {
        written.push([n, id]);
        setTimeout(done, 1);
      },
    });
    const { logger } = create();
    logger.pipe(slow);
    await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        inRequest(
          async () => {
            await sleep(Math.random() * 5);
            logger.info('x', { n });
          },
          { id: `id-${n}` },
        ),
      ),
    );
    await expect.poll(() => written.length, { timeout: 10_000 }).toBe(200);
    for (const [n, id] of written) expect(id).toBe(`id-${n as number}`);
  });

  it('writes one line with exactly these fields, whatever a client sent, by printf too', async () => {
    const json = create();
    const text = create({
      format: format.printf(
        ({ level, message, request_id: id, path }) => `${level} ${id as string} ${path as string} ${message as string}`,
      ),
    });
    await fc.assert(
      fc.asyncProperty(hostileText(), hostileText(), async (id, path) => {
        for (const { capture } of [json, text]) capture.clear();
        await inRequest(
          () => {
            json.logger.info('text');
            text.logger.info('text');
          },
          { id: `x${id}`, path: `/${path}` },
        );
        for (const { capture } of [json, text]) {
          expect(capture.lines).toHaveLength(1);
          expect(capture.lines[0]).not.toMatch(LINE_BREAK);
        }
        expect(Object.keys(json.capture.entries[0]!).toSorted()).toEqual(
          ['level', 'message', ...Object.keys(FIELDS)].toSorted(),
        );
      }),
    );
  });

  it.each([undefined, null, {}, 'logger'])('refuses %j, which is no logger', (value) => {
    expect(() => withLogContext(value as never)).toThrow(expect.objectContaining({ code: 'TL_ERR_INVALID_ARGUMENT' }));
  });

  it('takes a logger whose write is spied on, or wrapped, and calls that', async () => {
    const capture = new LogCapture();
    const transports = [new winston.transports.Stream({ stream: capture })];
    const logger = winston.createLogger({ format: format.json(), transports });
    const write = vi.spyOn(logger, 'write');
    withLogContext(logger);
    await inRequest(() => logger.info('text'));
    expect(write).toHaveBeenCalledOnce();
    expect(capture.entries).toEqual([{ level: 'info', message: 'text', ...FIELDS }]);
  });

  it.each([Object.freeze, Object.seal, Object.preventExtensions])('refuses one that is closed, %#', (close) => {
    const logger = close(winston.createLogger({ transports: [] }));
    const refused = expect.objectContaining({
      code: 'TL_ERR_INVALID_ARGUMENT',
      message: 'logger must be open to changes, not frozen or sealed. Correct the call.',
    });
    for (let i = 0; i < 2; i++) expect(() => withLogContext(logger)).toThrow(refused);
  });

  it('refuses a child of a logger that it was not done to', () => {
    const child = winston.createLogger({ transports: [] }).child({});
    const refused = expect.objectContaining({
      code: 'TL_ERR_INVALID_ARGUMENT',
      message: "logger must be what winston's createLogger gives, not a child: give its parent. Correct the call.",
    });
    expect(() => withLogContext(child)).toThrow(refused);
  });
});
