import { type LoggerOptions, pino } from 'pino';
import { pino as pino9 } from 'pino9';
import { describe, expect, it, vi } from 'vitest';

import { accessLog } from '../../../src/access-log/index.js';
import { traced } from '../../../src/adapters/fetch/index.js';
import { ContextVar, logged } from '../../../src/index.js';
import { mixin } from '../../../src/loggers/pino/index.js';
import { LogCapture } from '../../../src/testing/index.js';

/** The names in a line of an object without objects, as they stand: `JSON.parse` hides that one stands in it twice. */
const namesIn = (line: string): string[] => [...line.matchAll(/[{,]"([^"]+)":/g)].map(([, name]) => name!);

describe.each([
  ['10', pino],
  ['9', pino9 as unknown as typeof pino],
])('access log by pino %s', (_, create) => {
  async function lineOf(options: LoggerOptions, bound: object = {}): Promise<string> {
    const capture = new LogCapture();
    const logger = create({ mixin, base: null, ...options }, capture).child(bound);
    const handle = traced(() => new Response('hello'), accessLog(logger));
    await (await handle(new Request('http://host/orders/1'))).text();
    expect(capture.lines).toHaveLength(1);
    return capture.lines[0]!;
  }

  it.each<[string, LoggerOptions, object, object]>([
    ['the base', { base: { path: 'base' } }, {}, { path: 'base' }],
    ['what a child is bound to', {}, { method: 'bound', status: 0 }, { method: 'bound', status: 0 }],
    ['the key of the message', { messageKey: 'path' }, {}, { path: 'GET /orders/1 200' }],
    ['the key of the time', { timestamp: () => ',"outcome":"now"' }, {}, { outcome: 'now' }],
    ['the key of the level', { formatters: { level: (bytes) => ({ bytes }) } }, {}, { bytes: 'info' }],
  ])('leaves a name to the logger that writes it itself: %s', async (__, options, bound, written) => {
    const line = await lineOf(options, bound);
    const names = namesIn(line);
    expect(names).toEqual([...new Set(names)]);
    expect(JSON.parse(line)).toMatchObject({ trace_flags: '02', ...written });
  });

  it('takes out what a serializer of the application throws for', async () => {
    const line = await lineOf({
      serializers: {
        path: (value: { a: { b: string } }) => value.a.b,
        status: (value: { code: { toFixed(): string } }) => value.code.toFixed(),
        bytes: (value: number) => value * 2,
      },
    });
    const entry = JSON.parse(line) as object;
    expect(entry).toMatchObject({ method: 'GET', bytes: 10, outcome: 'completed' });
    expect(entry).not.toHaveProperty('path');
    expect(entry).not.toHaveProperty('status');
  });

  it('asks for the fields of the context once, whether the logger has the mixin or not', async () => {
    const asked = vi.fn<(value: string) => string>((value) => value);
    const TENANT = logged(new ContextVar<string>('tenant'), { format: asked });
    for (const options of [{ mixin }, {}]) {
      const capture = new LogCapture();
      const handle = traced(
        () => {
          TENANT.set('t-17');
          return new Response('hello');
        },
        accessLog(create(options, capture)),
      );
      await (await handle(new Request('http://host/orders/1'))).text();
      expect(JSON.parse(capture.lines[0]!)).toMatchObject({ tenant: 't-17', path: '/orders/1', status: 200, bytes: 5 });
    }
    expect(asked).toHaveBeenCalledTimes(2);
    logged(TENANT, { field: false });
  });
});
