import { describe, expect, it } from 'vitest';

import { ERRORS } from '../../../src/core/throughline-error.js';
import { ContextVar, type ErrorCode, isThroughlineError, ThroughlineError } from '../../../src/index.js';
import { REQUEST_ERRORS, requestError } from '../../../src/request/span/request-error.js';

const codes = Object.keys(ERRORS).filter((code) => !(code in REQUEST_ERRORS)) as ErrorCode[];

describe('ThroughlineError', () => {
  it.each(codes)('%s has a message of what happened and what to do, with its details', (code) => {
    const message: (...details: string[]) => string = ERRORS[code];
    const details = Array.from({ length: message.length }, (_, n) => `detail ${n}`);
    const error = new ThroughlineError(code, ...details);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/^\S.*[^.]\. .*\S\.$/);
    for (const detail of details) expect(error.message).toContain(detail);
  });

  it.each(Object.entries(REQUEST_ERRORS))('%s has one, too', (code, message) => {
    const error = requestError(code as keyof typeof REQUEST_ERRORS);
    expect(error).toMatchObject({ code, message });
    expect(message).toMatch(/^\S.*[^.]\. .*\S\.$/);
  });

  it('is an Error with name and stack', () => {
    const error = new ThroughlineError('TL_ERR_CONTEXT_ENTERED');
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toMatch(/^ThroughlineError: This context/);
    expect(error.stack).toContain('throughline-error.test');
  });

  it('comes from what the package refuses', () => {
    expect(() => new ContextVar<string>('variable').get()).toThrow(ThroughlineError);
  });
});

describe('isThroughlineError', () => {
  it('tells by the brand', () => {
    expect(isThroughlineError(new ThroughlineError('TL_ERR_CONTEXT_ENTERED'))).toBe(true);
  });

  it('tells by the code', () => {
    const error = new ThroughlineError('TL_ERR_CONTEXT_ENTERED');
    expect(isThroughlineError(error, 'TL_ERR_CONTEXT_ENTERED')).toBe(true);
    expect(isThroughlineError(error, 'TL_ERR_NO_TASK')).toBe(false);
  });

  it('knows the errors of another copy of the package', () => {
    const other = { [Symbol.for('throughline.error')]: true, code: 'TL_ERR_NO_TASK' };
    expect(isThroughlineError(other, 'TL_ERR_NO_TASK')).toBe(true);
  });

  it.each([[undefined], [null], [1], ['error'], [new Error('error')], [{ code: 'TL_ERR_NO_TASK' }]])(
    'tells that %s is none',
    (value) => {
      expect(isThroughlineError(value)).toBe(false);
      expect(isThroughlineError(value, 'TL_ERR_NO_TASK')).toBe(false);
    },
  );
});
