import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isThroughlineError } from '../../../../src/index.js';
import { ALL_FIELDS } from '../../../../src/register/settings/log-fields.js';
import { readSettings } from '../../../../src/register/settings/read-settings.js';
import { SETTINGS } from '../../../../src/register/settings/settings.js';

const codeAndName = (environment: Record<string, string>): string => {
  try {
    readSettings(environment);
    return 'fine';
  } catch (error) {
    if (!isThroughlineError(error, 'TL_ERR_INVALID_OPTION')) throw error;
    return /The option "(\w+)" must be/.exec(error.message)?.[1] ?? error.message;
  }
};

const DEFAULTS = {
  THROUGHLINE_TRUST: 'accept',
  THROUGHLINE_REQUEST_HEADER: 'x-request-id',
  THROUGHLINE_RESPONSE_HEADER: 'x-request-id',
  THROUGHLINE_SKIP: [],
  THROUGHLINE_CONSOLE: 'text',
  THROUGHLINE_FIELDS: new Map(ALL_FIELDS.split(',').map((field) => [field, field])),
  THROUGHLINE_ACCESS_LOG: 'off',
  THROUGHLINE_PROPAGATE: [],
  THROUGHLINE_OTLP: '',
  THROUGHLINE_INSPECTOR: '',
};

describe('readSettings', () => {
  it('gives the defaults where nothing is set, or nothing but white space', () => {
    const empty = Object.fromEntries(Object.keys(SETTINGS).map((name, i) => [name, ' '.repeat(i % 2)]));
    expect(readSettings({ PATH: '/bin' })).toEqual(DEFAULTS);
    expect(readSettings(empty)).toEqual(DEFAULTS);
  });

  it('gives what is set', () => {
    expect(
      readSettings({
        THROUGHLINE_TRUST: 'ignore',
        THROUGHLINE_REQUEST_HEADER: 'off',
        THROUGHLINE_RESPONSE_HEADER: 'x-correlation-id',
        THROUGHLINE_SKIP: '/health, /static/*,/*',
        THROUGHLINE_CONSOLE: 'json',
        THROUGHLINE_FIELDS: 'trace_id, request_id:requestId',
        THROUGHLINE_ACCESS_LOG: 'on',
        THROUGHLINE_PROPAGATE: 'https://api.example.com, http://*.internal:8080',
        THROUGHLINE_OTLP: ' http://127.0.0.1:4318 ',
        THROUGHLINE_INSPECTOR: 'http://127.0.0.1:4319#token',
      }),
    ).toEqual({
      THROUGHLINE_TRUST: 'ignore',
      THROUGHLINE_REQUEST_HEADER: false,
      THROUGHLINE_RESPONSE_HEADER: 'x-correlation-id',
      THROUGHLINE_SKIP: ['/health', '/static/*', '/*'],
      THROUGHLINE_CONSOLE: 'json',
      THROUGHLINE_FIELDS: new Map([
        ['trace_id', 'trace_id'],
        ['request_id', 'requestId'],
      ]),
      THROUGHLINE_ACCESS_LOG: 'on',
      THROUGHLINE_PROPAGATE: ['https://api.example.com', 'http://*.internal:8080'],
      THROUGHLINE_OTLP: 'http://127.0.0.1:4318',
      THROUGHLINE_INSPECTOR: 'http://127.0.0.1:4319#token',
    });
  });

  it('takes a comma at the end of a list', () => {
    expect(
      readSettings({
        THROUGHLINE_SKIP: '/health,',
        THROUGHLINE_FIELDS: 'path, ',
        THROUGHLINE_PROPAGATE: 'https://api.example.com ,',
      }),
    ).toMatchObject({
      THROUGHLINE_SKIP: ['/health'],
      THROUGHLINE_FIELDS: new Map([['path', 'path']]),
      THROUGHLINE_PROPAGATE: ['https://api.example.com'],
    });
  });

  it.each([
    ['THROUGHLINE_TRUST', 'yes'],
    ['THROUGHLINE_TRUST', 'ACCEPT'],
    ['THROUGHLINE_REQUEST_HEADER', 'x request id'],
    ['THROUGHLINE_REQUEST_HEADER', 'connection'],
    ['THROUGHLINE_RESPONSE_HEADER', 'a:b'],
    ['THROUGHLINE_RESPONSE_HEADER', 'Content-Length'],
    ['THROUGHLINE_SKIP', 'health'],
    ['THROUGHLINE_SKIP', '/a/*/b'],
    ['THROUGHLINE_SKIP', '/a,,'],
    ['THROUGHLINE_SKIP', ','],
    ['THROUGHLINE_SKIP', '/a?b'],
    ['THROUGHLINE_CONSOLE', 'prefix'],
    ['THROUGHLINE_FIELDS', 'request_id,user'],
    ['THROUGHLINE_FIELDS', 'request_id:level'],
    ['THROUGHLINE_ACCESS_LOG', '1'],
    ['THROUGHLINE_PROPAGATE', 'api.example.com'],
    ['THROUGHLINE_PROPAGATE', 'https://a.example,*'],
    ['THROUGHLINE_PROPAGATE', 'https://a.example/path'],
    ['THROUGHLINE_OTLP', 'on'],
    ['THROUGHLINE_OTLP', 'grpc://127.0.0.1:4317'],
    ['THROUGHLINE_OTLP', 'http://127.0.0.1:4318/?a=b'],
    ['THROUGHLINE_INSPECTOR', 'http://127.0.0.1:4319'],
    ['THROUGHLINE_INSPECTOR', '4319#token'],
    ['THROUGHLINE_TRUSTED', 'accept'],
    ['THROUGHLINE_', ''],
  ])('refuses %s=%s', (name, value) => {
    expect(codeAndName({ [name]: value })).toBe(name);
  });

  it('takes any value of any variable, or names the variable', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(SETTINGS)), fc.string(), (name, value) => {
        expect([name, 'fine']).toContain(codeAndName({ [name]: value }));
      }),
    );
  });
});
