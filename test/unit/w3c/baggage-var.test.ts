import { describe, expect, it } from 'vitest';

import { ContextVar, createTask } from '../../../src/index.js';
import { formatBaggage, parseBaggage } from '../../../src/w3c/baggage.js';
import { asBaggage, readBaggageVars, withBaggageVars } from '../../../src/w3c/baggage-var.js';

const TENANT = asBaggage(new ContextVar<string>('tenant', { default: 'nobody' }));
const RETRIES = asBaggage(new ContextVar<number>('retries'), {
  key: 'retry-count',
  parse: (text) => (/^\d+$/.test(text) ? Number(text) : undefined),
  format: (value) => (value > 0 ? String(value) : undefined),
});
const FAILING = asBaggage(new ContextVar<{ readonly n: number }>('failing'), {
  parse: (text) => JSON.parse(text) as { n: number },
  format: (value) => value.n.toFixed(),
});

function read(header: string): Map<unknown, unknown> {
  const values = new Map();
  readBaggageVars(parseBaggage(header), (variable, value) => values.set(variable, value));
  return values;
}

const sent = (header = ''): unknown[] =>
  [...withBaggageVars(parseBaggage(header))].map(([key, { value }]) => [key, value]);

describe('asBaggage', () => {
  it('gives marked variables the values of their entries', () => {
    expect(read('tenant=acme,retry-count=3,other=x')).toEqual(
      new Map<unknown, unknown>([
        [TENANT, 'acme'],
        [RETRIES, 3],
      ]),
    );
  });

  it('leaves out what cannot be parsed, whether parse says so or throws', () => {
    expect(read('retry-count=many,failing=%7B,tenant=a')).toEqual(new Map([[TENANT, 'a']]));
  });

  it('sends values that were set, instead of what came, and no defaults', async () => {
    expect(sent('other=x')).toEqual([['other', 'x']]);
    await createTask(() => {
      TENANT.set('acme');
      RETRIES.set(2);
      expect(sent('other=x,tenant=old')).toEqual([
        ['tenant', 'acme'],
        ['retry-count', '2'],
        ['other', 'x'],
      ]);
    });
  });

  it('does not send what format refuses, by undefined or a throw, nor what came for it', async () => {
    await createTask(() => {
      RETRIES.set(0);
      FAILING.set(undefined as never);
      expect(sent('retry-count=7,failing=1')).toEqual([]);
    });
  });

  it('lets a variable travel by one key, the last that it was given', async () => {
    const RENAMED = asBaggage(new ContextVar<string>('first-key'));
    asBaggage(RENAMED, { key: 'second-key' });
    await createTask(() => {
      RENAMED.set('x');
      expect(sent('first-key=old')).toEqual([
        ['second-key', 'x'],
        ['first-key', 'old'],
      ]);
    });
    expect(read('first-key=a,second-key=b').get(RENAMED)).toBe('b');
  });

  it('keeps what was given before where a variable is marked again', async () => {
    const SIZE = asBaggage(new ContextVar<string>('size'), {
      key: 'size-key',
      parse: (text) => text.toUpperCase(),
      format: (value) => value.toLowerCase(),
    });
    asBaggage(SIZE);
    asBaggage(SIZE, { format: (value) => `${value}!` });
    expect(read('size-key=xl,size=s').get(SIZE)).toBe('XL');
    await createTask(() => {
      SIZE.set('XL');
      expect(sent()).toEqual([['size-key', 'XL!']]);
    });
  });

  it('leaves the mark of another variable of the same name alone', () => {
    asBaggage(new ContextVar<string>('tenant'), { key: 'other-tenant' });
    expect(read('tenant=acme').get(TENANT)).toBe('acme');
  });

  it('sends what was set even where what came leaves no room', async () => {
    await createTask(() => {
      TENANT.set('acme');
      const came = Array.from({ length: 64 }, (_, i) => `k${i}=v`).join(',');
      expect(formatBaggage(withBaggageVars(parseBaggage(came)))).toMatch(/^tenant=acme,k0=v,/);
    });
  });

  it('marks a variable again, and refuses what is no key', () => {
    expect(asBaggage(TENANT)).toBe(TENANT);
    for (const key of ['', 'a b', 'a,b', 'é']) {
      expect(() => asBaggage(new ContextVar<string>('x'), { key })).toThrow(
        expect.objectContaining({ code: 'TL_ERR_INVALID_OPTION', message: expect.stringContaining('"key"') }),
      );
    }
    expect(() => asBaggage(new ContextVar<string>('not a token'))).toThrow(
      expect.objectContaining({ code: 'TL_ERR_INVALID_OPTION' }),
    );
  });

  it.each([undefined, null, {}, 'tenant', new Map(), { index: 0, set() {} }])(
    'refuses %j, which is no variable',
    (value) => {
      expect(() => asBaggage(value as never)).toThrow(expect.objectContaining({ code: 'TL_ERR_INVALID_ARGUMENT' }));
    },
  );

  it.each(['parse', 'format'])('refuses a %s that is no function', (name) => {
    expect(() => asBaggage(new ContextVar<string>('refused'), { [name]: 1 })).toThrow(
      expect.objectContaining({ code: 'TL_ERR_INVALID_OPTION', message: expect.stringContaining(`"${name}"`) }),
    );
  });
});
