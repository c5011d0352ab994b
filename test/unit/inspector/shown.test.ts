import { expect, it } from 'vitest';

import { shownError } from '../../../src/inspector/agent/shown/shown-error.js';
import { shownLine } from '../../../src/inspector/agent/shown/shown-line.js';
import { shownValue } from '../../../src/inspector/agent/shown/shown-value.js';
import { isSecret, redactedQuery, redactedUrl } from '../../../src/inspector/redact/redact.js';

class Basket {
  items = ['tea'];
  get total(): number {
    throw new Error('A getter was called');
  }
}

const never = (): never => {
  throw new Error('Code of the application was called');
};

it.each([
  ['text', 'tea', '"tea"'],
  ['number', 7, '7'],
  ['big', 7n, '7n'],
  ['nothing', undefined, 'undefined'],
  ['null', null, 'null'],
  ['list', [1, [2, [3, [4]]]], '[1, [2, [3, [Array]]]]'],
  ['empty', {}, '{}'],
  ['user', { name: 'ann', password: 'x', apiKey: 'y' }, '{ name: "ann", password: (redacted), apiKey: (redacted) }'],
  ['class', new Basket(), 'Basket { items: ["tea"] }'],
  [
    'getter',
    {
      get x() {
        return never();
      },
    },
    '{ x: [getter] }',
  ],
  ['custom', { toJSON: never, toString: never }, '{ toJSON: [function], toString: [function] }'],
  ['proxy', new Proxy({}, { get: never, ownKeys: never, getPrototypeOf: never }), '[proxy]'],
  ['function', never, '[function]'],
  ['bytes', Buffer.from('secret'), '[Buffer of 6 bytes]'],
  ['map', new Map([['a', 1]]), '[Map of 1]'],
  ['date', new Date(0), '1970-01-01T00:00:00.000Z'],
  ['error', new TypeError('x'), '[TypeError]'],
  ['many', Array.from({ length: 12 }, (_, at) => at), '[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, … 2 more]'],
  ['sessionId', 'abc', '(redacted)'],
  ['authToken', { deep: 1 }, '(redacted)'],
])('shows a value: %s', (name, value, shown) => expect(shownValue(name, value)).toBe(shown));

it('shows 200 characters of a value at most, and what holds itself', () => {
  expect(shownValue('text', 'x'.repeat(1000))).toHaveLength(201);
  const loop: { self?: object } = {};
  loop.self = loop;
  expect(shownValue('loop', loop)).toBe('{ self: { self: { self: [Object] } } }');
});

it.each(['password', 'X-Api-Key', 'Cookie', 'set-cookie', 'proxy-authorization', 'creditCard', 'SSN', 'my_token'])(
  'takes %s for secret',
  (name) => expect(isSecret(name)).toBe(true),
);

it.each(['host', 'user-agent', 'accept', 'content-type', 'tenant', 'orderId'])('does not take %s for secret', (name) =>
  expect(isSecret(name)).toBe(false),
);

it('leaves secrets out of a query and a URL', () => {
  expect(redactedQuery('a=1&token=x&b&session=y=z')).toBe('a=1&token=(redacted)&b&session=(redacted)');
  expect(redactedUrl('https://ann:pw@shop.example/a?key=1&b=2')).toBe(
    'https://(redacted)@shop.example/a?key=(redacted)&b=2',
  );
});

const ID = '0123456789abcdef0123456789abcdef';

it.each([
  ['plain\n', 'warn', { level: 'warn', text: 'plain', fields: undefined }],
  [`[${ID}] with its id\n`, '', { text: 'with its id' }],
  [`[${ID} tenant="a\\u005db"] with a field\r\n`, '', { text: 'with a field' }],
  [`[${ID}] two\n[${ID}] lines\n`, '', { text: 'two\nlines' }],
  ['[other] of the application\n', '', { text: '[other] of the application' }],
  ['{"level":40,"msg":"of pino","n":1}\n', '', { level: 'warn', text: 'of pino' }],
  ['{"level":"error","message":"of winston"}', '', { level: 'error', text: 'of winston' }],
  ['{"a":1}', 'info', { level: 'info', text: '{"a":1}' }],
  ['{no json}', 'info', { text: '{no json}', fields: undefined }],
])('shows the line %j', (written, level, shown) => expect(shownLine(written, level, ID)).toMatchObject(shown));

it('leaves secrets out of the fields of a line', () => {
  const { fields } = shownLine('{"msg":"in","user":{"password":"x","name":"ann"}}', '', ID);
  expect(fields).toBe('{"msg":"in","user":{"password":"(redacted)","name":"ann"}}');
});

it('shows an error with the code where it was made', () => {
  const { name, message, place, code } = shownError(new TypeError('broken'), 1);
  expect([name, message]).toEqual(['TypeError', 'broken']);
  expect(place?.file).toMatch(/shown\.test\.ts$/);
  expect(code.find(({ line }) => line === place?.line)?.text).toContain("new TypeError('broken')");
});

it.each([undefined, null, 7, 'text', Symbol('x'), {}, { message: 7, stack: never }, never])(
  'shows what was thrown and is no error: %s',
  (thrown) => expect(shownError(thrown, 1)).toMatchObject({ at: 1, place: undefined, code: [] }),
);
