import { describe, expect, it, onTestFinished } from 'vitest';

import { ContextVar, CTX_REQUEST_ID, CTX_REQUEST_PATH, createTask, logContext, logged } from '../../../src/index.js';
import { FIELDS, inRequest } from './in-request.js';

/** Marks a variable for the length of the test. */
function mark(...args: [variable: unknown, options?: unknown]): ContextVar<unknown> {
  const variable = Reflect.apply(logged, undefined, args) as ContextVar<unknown>;
  onTestFinished(() => void logged(variable as ContextVar<string>, { field: false }));
  return variable;
}

describe('logged', () => {
  it('adds variables that have a value, and no defaults', async () => {
    const TENANT = mark(new ContextVar('tenant', { default: 'nobody' }));
    const USER = mark(new ContextVar('user'), { field: 'user.id', format: (user: { id: number }) => user.id });
    expect(await inRequest(logContext)).toEqual(FIELDS);
    const fields = await inRequest(() => {
      TENANT.set('acme');
      USER.set({ id: 7 });
      return logContext();
    });
    expect(fields).toEqual({ ...FIELDS, tenant: 'acme', 'user.id': 7 });
  });

  it('works in a task that belongs to no request', async () => {
    const BATCH = mark(new ContextVar('batch'));
    expect(await createTask(() => BATCH.run('nightly', logContext))).toEqual({ batch: 'nightly' });
  });

  it.each([[undefined], [null], [{}], [[]], [10n], [Symbol('s')], [() => 1]])(
    'leaves out what no field can hold: %s',
    async (value) => {
      const ANY = mark(new ContextVar('any'));
      expect(await inRequest(() => ANY.run(value, logContext))).toEqual(FIELDS);
    },
  );

  it('leaves out what format refuses, by undefined or a throw', async () => {
    const LEFT_OUT = mark(new ContextVar('left-out'), { format: () => undefined });
    const FAILING = mark(new ContextVar('failing'), {
      format: () => {
        throw new Error('no');
      },
    });
    expect(await inRequest(() => LEFT_OUT.run(1, () => FAILING.run(1, logContext)))).toEqual(FIELDS);
  });

  it('renames and removes fields of the package, in their place', async () => {
    onTestFinished(() => {
      logged(CTX_REQUEST_ID, { field: 'request_id' });
      logged(CTX_REQUEST_PATH, { field: 'path' });
    });
    logged(CTX_REQUEST_ID, { field: 'requestId' });
    logged(CTX_REQUEST_PATH, { field: false });
    const { request_id: id, path: _, ...rest } = FIELDS;
    expect(Object.entries(await inRequest(logContext))).toEqual(Object.entries({ requestId: id, ...rest }));
  });

  it('marks a variable again, and returns it', () => {
    const variable = new ContextVar<string>('again');
    expect(mark(variable)).toBe(variable);
    expect(mark(variable, { field: 'other' })).toBe(variable);
  });

  it.each([
    ['a name that begins with a letter', ['', '1a', '_a', '__proto__', 'é']],
    ['a name of letters, digits, "_", "-" and "."', ['a b', 'a"', 'aé']],
    ['a name of at most 64 characters', ['x'.repeat(65)]],
    [
      'none of level, message, msg, time, timestamp, splat, exception',
      ['level', 'message', 'msg', 'time', 'timestamp', 'splat', 'exception'],
    ],
    ['no name that every object has', ['constructor', 'toString']],
    ["a name that is none of the package's own fields", ['request_id']],
    ['a string or false', [7, true, null]],
  ])('refuses a field that is not %s, and says so', (expected, fields) => {
    for (const field of fields) {
      expect(() => mark(new ContextVar('v'), { field })).toThrow(
        expect.objectContaining({
          code: 'TL_ERR_INVALID_OPTION',
          message: expect.stringContaining(`"field" must be ${expected}`),
        }),
      );
    }
    mark(new ContextVar('v'), { field: `x${'y'.repeat(63)}` });
  });

  it('refuses a name of a variable that is no field, and a format that is no function', () => {
    const code = 'TL_ERR_INVALID_OPTION';
    expect(() => mark(new ContextVar('no field'))).toThrow(expect.objectContaining({ code }));
    expect(() => mark(new ContextVar('v'), { format: 'text' })).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining('"format"') }),
    );
  });

  it.each([undefined, null, {}, 'tenant', new Map(), { index: 0, set() {} }])(
    'refuses %j, which is no variable',
    (value) => {
      expect(() => mark(value)).toThrow(expect.objectContaining({ code: 'TL_ERR_INVALID_ARGUMENT' }));
    },
  );
});
