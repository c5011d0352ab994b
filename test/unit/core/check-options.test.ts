import { describe, expect, it } from 'vitest';

import { accessLog } from '../../../src/access-log/index.js';
import { checkOptions, FUNCTION } from '../../../src/core/check-options.js';
import { ContextVar, logged } from '../../../src/index.js';
import { installConsole } from '../../../src/loggers/console/index.js';
import { ThroughlinePropagator } from '../../../src/opentelemetry/index.js';
import { asBaggage, extract, inject, propagate } from '../../../src/propagation/index.js';
import { Tracing } from '../../../src/adapter.js';
import { coded } from '../../support/coded.js';

interface Options {
  readonly size?: number;
  act?(): void;
}

const check = (options: unknown): unknown =>
  checkOptions<Options>(options as Options, {
    size: ['a number', (value) => typeof value === 'number'],
    act: FUNCTION,
  });

describe('checkOptions', () => {
  it('gives those that are given', () => {
    expect(check(undefined)).toEqual({});
    expect(check({ size: 1, act: undefined })).toEqual({ size: 1 });
    expect(check(Object.assign(Object.create(null) as object, { size: 1 }))).toEqual({ size: 1 });
  });

  it.each([
    [{ size: '1' }, 'The option "size" must be a number.'],
    [{ act: null }, 'The option "act" must be a function.'],
    [{ sise: undefined }, 'The option "sise" must be one of these: size, act. Correct the option.'],
    [{ constructor: undefined }, 'The option "constructor" must be one of these: size, act.'],
  ])('refuses %j', (options, message) => {
    expect(() => check(options)).toThrow(coded('TL_ERR_INVALID_OPTION'));
    expect(() => check(options)).toThrow(message);
  });

  const others: unknown[] = [null, 1, 'size', [1], new Map(), Object.create({ size: 1 })];
  it.each(others)('refuses %j in their place', (options) => {
    expect(() => check(options)).toThrow(coded('TL_ERR_INVALID_ARGUMENT'));
  });
});

const TAKERS: Readonly<Record<string, (options: never) => unknown>> = {
  Tracing: (options) => new Tracing(options),
  accessLog: (options) => accessLog(() => {}, options),
  asBaggage: (options) => asBaggage(new ContextVar<string>('unknown'), options),
  extract: (options) => extract({}, options),
  inject: (options) => inject({}, options),
  installConsole: (options) => installConsole(options),
  logged: (options) => logged(new ContextVar<string>('unknown'), options),
  propagate: (options) => propagate(options),
  ThroughlinePropagator: (options) => new ThroughlinePropagator(options),
};

describe.each(Object.keys(TAKERS))('%s', (name) => {
  it.each(['unknown', 'toString'])('refuses the option that it does not know: %s', (option) => {
    expect(() => TAKERS[name]!({ [option]: undefined } as never)).toThrow(coded('TL_ERR_INVALID_OPTION'));
  });

  it('refuses null in place of its options', () => {
    expect(() => TAKERS[name]!(null as never)).toThrow(coded('TL_ERR_INVALID_ARGUMENT'));
  });
});

it.each<[string, () => unknown]>([
  ['trust', () => inject({}, { trust: 'accept' } as never)],
  ['responseHeader', () => extract({}, { responseHeader: 'x-id' } as never)],
  ['fields', () => logged(new ContextVar<string>('v'), { fields: 'x' } as never)],
  ['span', () => accessLog(() => {}, { span: (() => {}) as never })],
])('an option of others is no option: %s', (name, act) => {
  expect(act).toThrow(coded('TL_ERR_INVALID_OPTION'));
  expect(act).toThrow(`"${name}"`);
});
