import { tracingChannel } from 'node:diagnostics_channel';

import fastify from 'fastify';
import { H3 } from 'h3';
import { tracingPlugin } from 'h3/tracing';
import { describe, expect, it, onTestFinished } from 'vitest';

import { ContextVar, createTask, recordChannels, startSpan, withSpan } from '../../../../src/index.js';
import { captureSpans, type SpanCapture } from '../../../../src/testing/index.js';

function recording(): SpanCapture {
  const stop = recordChannels();
  const capture = captureSpans();
  onTestFinished(() => [stop, capture].forEach((each) => each[Symbol.dispose]()));
  return capture;
}

const REDIS = { command: 'get', args: ['user:1'], database: 0, serverAddress: '127.0.0.1', serverPort: 6379 };
const later = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 1));

describe('recordChannels', () => {
  it('goes on until all who called it have taken it back, and makes one span of a call', async () => {
    const capture = recording();
    const call = (): Promise<void> => tracingChannel('ioredis:command').tracePromise(later, { ...REDIS });
    const stop = recordChannels();
    await call();
    stop();
    stop();
    await call();
    expect(capture.outline).toBe('GET\nGET');
  });

  it('makes a span of a command, as a child of the flow in which it was called', async () => {
    const capture = recording();
    await createTask(() =>
      withSpan('order', async () => {
        await tracingChannel('ioredis:command').tracePromise(() => later(), { ...REDIS });
        startSpan('after').end();
      }),
    );
    expect(capture.outline).toBe('order\n  GET\n  after');
    expect(capture.find('GET')).toMatchObject({ kind: 'client', hasEnded: true, error: undefined });
    expect(capture.find('GET').attributes).toEqual({
      'db.system.name': 'redis',
      'db.operation.name': 'GET',
      'db.namespace': '0',
      'server.address': '127.0.0.1',
      'server.port': 6379,
    });
  });

  it('is active in the call, and what that sets is set in the task', async () => {
    const capture = recording();
    const variable = new ContextVar<string>('of the task');
    await createTask(async () => {
      await tracingChannel('node-redis:command').tracePromise(
        async () => {
          variable.set('seen');
          await later();
          startSpan('within').end();
        },
        { ...REDIS },
      );
      expect(variable.get()).toBe('seen');
    });
    expect(capture.outline).toBe('GET\n  within');
  });

  it('ends the span of a call by callback before that is called', async () => {
    const capture = recording();
    const message = { query: 'select ?', values: [1], database: 'shop', serverAddress: 'db', serverPort: 3306 };
    await createTask(
      () =>
        new Promise<void>((resolve) => {
          tracingChannel('mysql2:execute').traceCallback(
            (done: () => void) => void setTimeout(done, 1),
            0,
            message,
            undefined,
            () => {
              expect(capture.find('SELECT').hasEnded).toBe(true);
              resolve();
            },
          );
        }),
    );
    expect(capture.find('SELECT').attributes).toMatchObject({ 'db.query.text': 'select ?', 'db.namespace': 'shop' });
  });

  it('shows no values of a query', () => {
    const capture = recording();
    const message = { query: "insert into users values ('secret')", values: [], database: '' };
    tracingChannel('mysql2:query').traceSync(() => {}, message);
    expect(JSON.stringify(capture.find('INSERT').attributes)).not.toContain('secret');
  });

  it('fails with what the call fails with, at once or later', async () => {
    const capture = recording();
    const failure = new Error('no');
    const channel = tracingChannel('ioredis:command');
    await channel.tracePromise(async () => Promise.reject(failure), { ...REDIS }).catch(() => {});
    expect(() =>
      channel.traceSync(
        () => {
          throw failure;
        },
        { ...REDIS, command: 'set' },
      ),
    ).toThrow(failure);
    for (const name of ['GET', 'SET']) expect(capture.find(name)).toMatchObject({ error: failure, hasEnded: true });
  });

  it('records the handlers of Fastify, synchronous and not', async () => {
    const capture = recording();
    const app = fastify();
    app.get('/now/:id', (_, reply) => void reply.send('done'));
    app.get('/later/:id', async () => {
      await later();
      startSpan('within').end();
      throw new Error('no');
    });
    await app.inject('/now/1');
    await app.inject('/later/1');
    await app.close();
    expect(capture.outline).toBe('handler /now/:id\nhandler /later/:id\n  within');
    expect(capture.find('handler /now/:id')).toMatchObject({ hasEnded: true, error: undefined });
    expect(capture.find('handler /later/:id')).toMatchObject({ hasEnded: true, error: { message: 'no' } });
  });

  it('records the handlers of h3 whose plugin publishes them', async () => {
    const capture = recording();
    const app = new H3();
    tracingPlugin({})(app);
    app.get('/', () => 'done');
    await app.request('/');
    expect(capture.outline).toBe('handler');
    expect(capture.find('handler').hasEnded).toBe(true);
  });

  it('ends with what it returns, and does nothing where nobody records', async () => {
    const stop = recordChannels();
    const channel = tracingChannel('ioredis:command');
    await channel.tracePromise(later, { ...REDIS });
    const capture = captureSpans();
    stop();
    await channel.tracePromise(later, { ...REDIS });
    capture[Symbol.dispose]();
    expect(capture.spans).toEqual([]);
  });
});
