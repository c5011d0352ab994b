import { setTimeout as sleep } from 'node:timers/promises';

import * as fc from 'fast-check';
import { type LoggerOptions, pino } from 'pino';
import { pino as pino9 } from 'pino9';
import { describe, expect, it, onTestFinished } from 'vitest';

import { bind, ContextVar, logged } from '../../../../src/index.js';
import { mixin } from '../../../../src/loggers/pino/index.js';
import { LogCapture } from '../../../../src/testing/index.js';
import { hostileText, LINE_BREAK } from '../hostile.js';
import { FIELDS, inRequest } from '../in-request.js';

const OPTIONS: LoggerOptions = { mixin, base: null, timestamp: false };

/** The number of a name in a line: `JSON.parse` hides that one stands in it twice. */
const count = (line: string, name: string): number => line.split(`"${name}":`).length - 1;

describe.each([
  ['10', pino],
  ['9', pino9 as unknown as typeof pino],
])('mixin, in pino %s', (_, create) => {
  it('adds nothing outside of any request', () => {
    const capture = new LogCapture();
    create(OPTIONS, capture).info('started');
    expect(capture.entries).toEqual([{ level: 30, msg: 'started' }]);
  });

  it('adds the fields of the request, whatever the call looks like', async () => {
    const capture = new LogCapture();
    const logger = create(OPTIONS, capture);
    await inRequest(() => {
      logger.info('%s is %d', 'one', 1);
      logger.info({ own: 1 }, 'text');
      logger.error(new Error('no'));
    });
    expect(capture.entries).toEqual([
      { level: 30, ...FIELDS, msg: 'one is 1' },
      { level: 30, ...FIELDS, own: 1, msg: 'text' },
      { level: 50, ...FIELDS, msg: 'no', err: expect.objectContaining({ message: 'no' }) },
    ]);
  });

  it('lets fields of the call and of a child win, each written once', async () => {
    const capture = new LogCapture();
    const logger = create(OPTIONS, capture);
    const child = logger.child({ trace_id: 'bound' });
    const grandchild = child.child({ path: '/bound' });
    await inRequest(() => {
      logger.info({ request_id: 'own' }, 'a');
      child.info('b');
      grandchild.info('c');
    });
    expect(capture.entries).toEqual([
      { level: 30, ...FIELDS, request_id: 'own', msg: 'a' },
      { level: 30, ...FIELDS, trace_id: 'bound', msg: 'b' },
      { level: 30, ...FIELDS, trace_id: 'bound', path: '/bound', msg: 'c' },
    ]);
    for (const line of capture.lines) for (const name of Object.keys(FIELDS)) expect(count(line, name)).toBe(1);
  });

  it('goes with a mixin, serializers, redaction and formatters of the application', async () => {
    const capture = new LogCapture();
    const logger = create(
      {
        ...OPTIONS,
        mixin: (...args) => ({ ...mixin(...args), release: 'v1' }),
        serializers: { path: (path: string) => path.toUpperCase() },
        redact: ['span_id'],
        formatters: { level: (label) => ({ level: label }) },
      },
      capture,
    );
    await inRequest(() => logger.warn('x'));
    expect(capture.entries).toEqual([
      { level: 'warn', ...FIELDS, path: '/ORDERS/1', span_id: '[Redacted]', release: 'v1', msg: 'x' },
    ]);
  });

  it('takes out what a serializer of the application cannot take, and lets that have its own', async () => {
    const capture = new LogCapture();
    const serializers = {
      method: (method: { name: string }) => method.name.toUpperCase(),
      request_id: (id: string) => id.length,
    };
    const logger = create({ ...OPTIONS, serializers }, capture);
    const child = logger.child({}, { serializers: { path: ({ parts }: { parts: string[] }) => parts.join('.') } });
    await inRequest(() => {
      logger.info('a');
      logger.info({ method: { name: 'get' } }, 'b');
      child.info('c');
    });
    const { method: __, ...fields } = { ...FIELDS, request_id: FIELDS.request_id.length };
    const { path: ___, ...ofChild } = fields;
    expect(capture.entries).toEqual([
      { level: 30, ...fields, msg: 'a' },
      { level: 30, ...fields, method: 'GET', msg: 'b' },
      { level: 30, ...ofChild, msg: 'c' },
    ]);
  });

  it.each<[string, LoggerOptions, object]>([
    ['the key of the message', { messageKey: 'path' }, { path: 'text' }],
    ['the key of the level', { formatters: { level: (path) => ({ path }) } }, { path: 'info' }],
    ['the key of the time', { timestamp: () => ',"path":"now"' }, { path: 'now' }],
    ['the base', { base: { path: 'base', pid: 1 } }, { path: 'base', pid: 1 }],
    ['the name of the logger', { base: {}, name: 'orders' }, { name: 'orders' }],
    ['the formatter of bindings', { base: {}, formatters: { bindings: () => ({ path: 'made' }) } }, { path: 'made' }],
  ])('leaves a name to the logger that writes it itself: %s', async (__, options, written) => {
    const capture = new LogCapture();
    const variables = ['name', 'pid'].map((name) => logged(new ContextVar<string>(name)));
    onTestFinished(() => variables.forEach((variable) => logged(variable, { field: false })));
    const logger = create({ ...OPTIONS, ...options }, capture);
    await inRequest(() => {
      for (const variable of variables) variable.set('ours');
      logger.info('text');
    });
    expect(capture.entries[0]).toMatchObject({ name: 'ours', pid: 'ours', ...FIELDS, ...written });
    for (const name of ['name', 'pid', ...Object.keys(FIELDS)]) expect(count(capture.lines[0]!, name)).toBe(1);
  });

  it('lets what a logger is bound to later win', async () => {
    const capture = new LogCapture();
    const logger = create(OPTIONS, capture);
    await inRequest(() => {
      logger.info('a');
      logger.setBindings({ request_id: 'bound' });
      logger.info('b');
    });
    expect(capture.entries).toMatchObject([FIELDS, { ...FIELDS, request_id: 'bound' }]);
    expect(count(capture.lines[1]!, 'request_id')).toBe(1);
  });

  it('takes the context of the call, also from callbacks and under load', async () => {
    const capture = new LogCapture();
    const logger = create(OPTIONS, capture);
    await Promise.all(
      Array.from({ length: 300 }, (__, n) =>
        inRequest(
          async () => {
            await sleep(Math.random() * 10);
            logger.info({ n }, 'awaited');
            await new Promise((resolve) =>
              setTimeout(
                bind(() => resolve(logger.info({ n }, 'bound'))),
                Math.random() * 5,
              ),
            );
          },
          { id: `id-${n}` },
        ),
      ),
    );
    expect(capture.entries).toHaveLength(600);
    for (const { n, request_id: id } of capture.entries) expect(id).toBe(`id-${n as number}`);
  });

  it('writes one line with exactly these fields, whatever a client sent', async () => {
    const capture = new LogCapture();
    const logger = create(OPTIONS, capture);
    await fc.assert(
      fc.asyncProperty(hostileText(), hostileText(), async (id, path) => {
        capture.clear();
        await inRequest(() => logger.info('text'), { id: `x${id}`, path: `/${path}` });
        expect(capture.lines).toHaveLength(1);
        expect(capture.lines[0]).not.toMatch(LINE_BREAK);
        expect(Object.keys(capture.entries[0]!).toSorted()).toEqual(
          ['level', 'msg', ...Object.keys(FIELDS)].toSorted(),
        );
      }),
    );
  });
});

it('keeps the ids of lines that a transport in a worker writes', async () => {
  const { tmpdir } = await import('node:os');
  const { mkdtemp, readFile, rm } = await import('node:fs/promises');
  const folder = await mkdtemp(`${tmpdir()}/throughline-pino-`);
  const transport = pino.transport({
    target: 'pino/file',
    options: { destination: `${folder}/log` },
  }) as NodeJS.EventEmitter & { end(): void };
  const logger = pino(OPTIONS, transport as never);
  await Promise.all(['a', 'b', 'c'].map((id) => inRequest(() => logger.info({ id }, 'x'), { id })));
  const closed = new Promise((resolve) => transport.once('close', resolve));
  transport.end();
  await closed;
  const lines = (await readFile(`${folder}/log`, 'utf8')).trim().split('\n');
  await rm(folder, { recursive: true });
  expect(lines.map((line) => JSON.parse(line) as Record<string, unknown>)).toEqual(
    ['a', 'b', 'c'].map((id) => ({ level: 30, ...FIELDS, request_id: id, id, msg: 'x' })),
  );
});
