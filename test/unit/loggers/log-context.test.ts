import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';

import { ContextVar, createTask, CTX_TRACE_ID, getCurrentSpan, logContext, logged } from '../../../src/index.js';
import { hostileText, LINE_BREAK, UNPRINTABLE } from './hostile.js';
import { FIELDS, inRequest } from './in-request.js';

/** In bytes, without the quotes. */
const sizeInJson = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).byteLength - 2;

describe('logContext', () => {
  it('is empty outside of any request, in a task too', async () => {
    expect(logContext()).toEqual({});
    expect(await createTask(logContext)).toEqual({});
  });

  it('has the fields of the request, in this order, as a new object', async () => {
    const [first, second] = await inRequest(() => [logContext(), logContext()]);
    expect(Object.entries(first)).toEqual(Object.entries(FIELDS));
    expect(first).not.toBe(second);
  });

  it('is empty where a span is open that has set no ids yet, but for what it knows', async () => {
    const scope = { type: 'http', method: 'GET', path: '/', headers: new Headers() };
    await createTask(async () => {
      await using span = getCurrentSpan(scope);
      expect(logContext()).toEqual({ method: 'GET', path: '/' });
      await span.requestBefore();
      expect(logContext()).toMatchObject({ request_id: span.requestId, trace_flags: '02' });
    });
  });

  it.each([
    [0, '00'],
    [1, '01'],
    [3, '03'],
    [255, 'ff'],
    [257, '01'],
    [Number.NaN, '00'],
    ['x', '00'],
  ])('writes the flags %s as %s', async (flags, text) => {
    expect((await inRequest(logContext, { flags: flags as number }))['trace_flags']).toBe(text);
  });

  it('has the flags of a trace alone, also where its id is not in lines', async () => {
    onTestFinished(() => void logged(CTX_TRACE_ID, { field: 'trace_id' }));
    logged(CTX_TRACE_ID, { field: false });
    const { trace_id: traceId, ...fields } = FIELDS;
    const { trace_flags: _, ...withoutFlags } = fields;
    expect(await inRequest(logContext, { traceId: '' })).toEqual(withoutFlags);
    expect(await inRequest(logContext, { traceId })).toEqual(fields);
    expect(await inRequest(logContext, { traceId: '' })).toEqual(withoutFlags);
  });

  it('has no value that could leave its field, whatever was set', async () => {
    const TENANT = logged(new ContextVar<string>('hostile-tenant'));
    await fc.assert(
      fc.asyncProperty(hostileText(), hostileText(), hostileText(), async (id, path, tenant) => {
        const fields = await inRequest(() => TENANT.run(tenant, logContext), { id, path });
        for (const value of Object.values(fields)) {
          expect(String(value)).not.toMatch(LINE_BREAK);
          expect(String(value)).not.toMatch(UNPRINTABLE);
          expect(sizeInJson(value)).toBeLessThanOrEqual(1022); // and two quotes
        }
        const expected = [
          'hostile-tenant',
          'method',
          ...(path === '' ? [] : ['path']),
          ...(id === '' ? [] : ['request_id']),
          'span_id',
          'trace_flags',
          'trace_id',
        ];
        expect(Object.keys(fields).toSorted()).toEqual(expected);
      }),
    );
    logged(TENANT, { field: false });
  });

  it.each(['a', '"', '\\', '\u0001', '\u2028', '\u00e9', '\u6f22', '\u{1f600}', '\ud800'])(
    'has the beginning of a value of many %j, as much as has 1 KiB in JSON',
    async (unit) => {
      for (const count of [1, 100, 140, 1024, 9000]) {
        const path = `/${unit.repeat(count)}`;
        const { path: field = '' } = await inRequest(logContext, { path });
        const each = sizeInJson((await inRequest(logContext, { path: unit }))['path']);
        const isCut = 1 + each * count > 1022;
        expect(String(field).endsWith('…')).toBe(isCut);
        const shown = isCut ? Math.floor((1022 - 1 - 3) / each) : count;
        expect(sizeInJson(String(field).replace(/…$/, ''))).toBe(1 + each * shown);
      }
    },
  );

  it('is that of the current context, whatever was asked for before, also where span ids meet', async () => {
    const MARK = logged(new ContextVar<string>('mark'));
    const some = (values: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...values);
    const requests = fc.array(
      fc.record({
        id: some(['a', 'b']),
        spanId: some(['b7ad6b7169203331', 'a7ad6b7169203331', '', 'x']),
        path: some(['/1', '/2']),
        mark: some(['m', 'n']),
      }),
      { minLength: 2, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(requests, fc.boolean(), async (replaced, renames) => {
        for (const { mark, ...request } of replaced) {
          if (renames) logged(MARK, { field: mark });
          const fields = await inRequest(() => MARK.run(mark, logContext), request);
          const { id: request_id, spanId: span_id, path } = request;
          const { span_id: _, ...others } = { ...FIELDS, request_id, path };
          const field = renames ? mark : 'mark';
          expect(fields).toEqual({ ...others, ...(span_id === '' ? {} : { span_id }), [field]: mark });
        }
        logged(MARK, { field: 'mark' });
      }),
    );
    logged(MARK, { field: false });
  });
});
