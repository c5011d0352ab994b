import { configure, getLogger, jsonLinesFormatter, type LogRecord, reset, withContext } from '@logtape/logtape';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ContextVar } from '../../../../src/index.js';
import { contextLocalStorage } from '../../../../src/loggers/logtape/index.js';
import { hostileText } from '../hostile.js';
import { FIELDS, inRequest } from '../in-request.js';

const records: LogRecord[] = [];
const logger = getLogger('app');

beforeEach(async () => {
  records.length = 0;
  await configure({
    sinks: { memory: (record) => void records.push(record) },
    loggers: [
      { category: 'app', sinks: ['memory'] },
      { category: ['logtape', 'meta'], sinks: [] },
    ],
    contextLocalStorage,
  });
});
afterEach(() => reset());

const properties = (): unknown[] => records.map((record) => record.properties);

describe('contextLocalStorage', () => {
  it('adds nothing outside of any request', () => {
    logger.info('started');
    expect(properties()).toEqual([{}]);
  });

  it('gives records the fields of the request; their own win', async () => {
    await inRequest(() => {
      logger.info('a {own}', { own: 1 });
      logger.with({ path: '/bound' }).info('b', { request_id: 'own' });
    });
    expect(properties()).toEqual([
      { ...FIELDS, own: 1 },
      { ...FIELDS, path: '/bound', request_id: 'own' },
    ]);
  });

  it("goes with LogTape's own withContext, nested, whose fields win", async () => {
    await inRequest(() =>
      withContext({ user: 'Ada', path: '/own' }, () => {
        logger.info('a');
        withContext({ job: 1 }, () => logger.info('b'));
      }),
    );
    const own = { ...FIELDS, user: 'Ada', path: '/own' };
    expect(properties()).toEqual([own, { ...own, job: 1 }]);
  });

  it("runs the callback of LogTape's withContext in a copy: what is set inside is gone after it", async () => {
    const STEP = new ContextVar<string>('step');
    await inRequest(() => {
      STEP.set('before');
      withContext({ user: 'Ada' }, () => {
        STEP.set('inside');
        expect(STEP.get()).toBe('inside');
      });
      expect(STEP.get()).toBe('before');
    });
  });

  it('keeps nothing of one request for another that starts within', async () => {
    await inRequest(() => withContext({ user: 'Ada' }, () => inRequest(() => logger.info('inner'), { id: 'inner' })), {
      id: 'outer',
    });
    expect(properties()).toEqual([{ ...FIELDS, request_id: 'inner', user: 'Ada' }]);
  });

  it('writes one line with exactly these fields, whatever a client sent', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText(), hostileText(), async (id, path) => {
        records.length = 0;
        await inRequest(() => logger.info('text'), { id: `x${id}`, path: `/${path}` });
        const [line = '', ...rest] = jsonLinesFormatter(records[0]!).trimEnd().split('\n');
        expect(rest).toEqual([]);
        expect(Object.keys((JSON.parse(line) as { properties: object }).properties)).toEqual(Object.keys(FIELDS));
      }),
    );
  });
});
