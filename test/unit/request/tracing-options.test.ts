import { describe, expect, it } from 'vitest';

import { traced } from '../../../src/adapters/node-http/index.js';
import { resolveOptions } from '../../../src/request/tracing-options.js';

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
    ['responseHeader', 'Content-Length'],
    ['responseHeader', 'set-cookie'],
    ['requestHeader', 'transfer-encoding'],
    ['requestHeader', 'Host'],
    ['requestHeader', 'traceparent'],
    ['requestHeader', 'sec-fetch-mode'],
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

  it.each(['x-request-id', 'X-Correlation-ID', 'cf-ray', 'request-id', 'x-content-id', 'secret', 'iffy'])(
    'take the header %s',
    (name) => {
      const { requestHeader, responseHeader } = resolveOptions({ requestHeader: name, responseHeader: name });
      expect([requestHeader, responseHeader]).toEqual([name.toLowerCase(), name.toLowerCase()]);
    },
  );

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
