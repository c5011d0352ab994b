import { describe, expect, it } from 'vitest';

import { traced } from '../../src/adapters/node-http/index.js';
import { resolveOptions } from '../../src/request/tracing-options.js';

describe('options', () => {
  it('have defaults, and undefined means the default', () => {
    expect(resolveOptions({ trust: undefined as never })).toMatchObject({
      requestHeader: 'x-request-id',
      responseHeader: 'x-request-id',
      trust: 'accept',
    });
  });

  it.each([
    ['requestHeader', ''],
    ['requestHeader', 'x request id'],
    ['requestHeader', true],
    ['responseHeader', 'x:y'],
    ['responseHeader', 'x\r\ny'],
    ['trust', 'yes'],
    ['trust', true],
    ['validate', /a/],
    ['generate', 'uuid'],
    ['span', {}],
    ['span', Object],
    ['span', () => {}],
    ['end', null],
    ['header', 'x-id'],
    ['toString', () => ''],
    ['constructor', 'x'],
  ])('refuse %s: %j by its name, when the adapter is made', (name, value) => {
    expect(() => traced(() => {}, { [name]: value })).toThrow(
      expect.objectContaining({ code: 'TL_ERR_INVALID_OPTION', message: expect.stringContaining(`"${name}"`) }),
    );
  });

  it.each([
    null,
    'x',
    7,
    [],
    new Map(),
    new (class {
      trust = 'ignore';
    })(),
  ])('refuse %j in their place', (options) => {
    expect(() => resolveOptions(options as never)).toThrow(
      expect.objectContaining({ code: 'TL_ERR_INVALID_ARGUMENT' }),
    );
  });
});
