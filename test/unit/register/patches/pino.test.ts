import { type Logger, pino } from 'pino';
import { describe, expect, it } from 'vitest';

import { isPino } from '../../../../src/register/patches/known-packages.js';
import { patchPino } from '../../../../src/register/patches/pino.js';
import { LogCapture } from '../../../../src/testing/index.js';
import { FIELDS, inRequest } from '../../loggers/in-request.js';

const correlated = patchPino(pino as never) as unknown as typeof pino;
const BARE = { level: 30, time: expect.any(Number), pid: expect.any(Number), hostname: expect.any(String) };

describe('patchPino', () => {
  it('is the package as it was, by all its names', () => {
    expect(isPino(pino)).toBe(true);
    expect(isPino(correlated)).toBe(true);
    expect([correlated.pino, correlated.default]).toEqual([correlated, correlated]);
    for (const name of Object.keys(pino).filter((key) => key !== 'pino' && key !== 'default'))
      expect(Reflect.get(correlated, name)).toBe(Reflect.get(pino, name));
  });

  it.each([() => {}, class Logger extends Map {}, { pino: 1 }, new Proxy(() => {}, { get: () => 'pino' })])(
    'is made of pino only',
    (other) => {
      expect(isPino(other)).toBe(false);
    },
  );

  it('can be called with new, as pino can', async () => {
    const out = new LogCapture();
    const logger = new (correlated as unknown as new (stream: LogCapture) => Logger)(out);
    await inRequest(() => logger.info('hello'));
    expect(out.entries).toEqual([{ ...BARE, msg: 'hello', ...FIELDS }]);
  });

  it('adds nothing outside of any request', () => {
    const out = new LogCapture();
    correlated(out).info('hello');
    expect(out.entries).toEqual([{ ...BARE, msg: 'hello' }]);
  });

  it('lets the mixin of the application, its bindings and the fields of a call win', async () => {
    const out = new LogCapture();
    const log = correlated({ mixin: (fields) => ({ path: 'mine', seen: Object.keys(fields).length }) }, out);
    await inRequest(() => {
      log.info({ method: 'call' }, 'hello');
      log.child({ request_id: 'bound' }).info('child');
    });
    expect(out.entries).toEqual([
      { ...BARE, ...FIELDS, path: 'mine', method: 'call', seen: 1, msg: 'hello' },
      { ...BARE, ...FIELDS, path: 'mine', request_id: 'bound', seen: 0, msg: 'child' },
    ]);
    expect(out.lines[1]?.match(/request_id/g)).toHaveLength(1);
  });

  it('lets no serializer of the application fail for what it did not ask for', async () => {
    const out = new LogCapture();
    const log = correlated({ serializers: { method: ({ name }: { name: string }) => name.toUpperCase() } }, out);
    await inRequest(() => log.info('hello'));
    const { method: _, ...fields } = FIELDS;
    expect(out.entries).toEqual([{ ...BARE, ...fields, msg: 'hello' }]);
  });

  it('passes on what the mixin merges by', async () => {
    const out = new LogCapture();
    const log = correlated({ mixinMergeStrategy: (call, mixed) => ({ ...call, ...mixed, merged: true }) }, out);
    await inRequest(() => log.info({ path: 'call' }, 'hello'));
    expect(out.entries).toEqual([{ ...BARE, ...FIELDS, merged: true, msg: 'hello' }]);
  });
});
