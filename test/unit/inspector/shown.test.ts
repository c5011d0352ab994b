import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { inspect } from 'node:util';

import { expect, it, onTestFinished } from 'vitest';

import { partsOf } from '../../../src/inspector/agent/shown/error-parts.js';
import { copyOf, shownAttributes } from '../../../src/inspector/agent/shown/shown-attributes.js';
import { shownError } from '../../../src/inspector/agent/shown/shown-error.js';
import { isShownAs, shownLine } from '../../../src/inspector/agent/shown/shown-line.js';
import { shownValue } from '../../../src/inspector/agent/shown/shown-value.js';
import { isSecret } from '../../../src/inspector/redact/redact.js';
import { redactedQuery, redactedText } from '../../../src/inspector/redact/redacted-text.js';

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
  expect(redactedText('a=1&token=x&b&session=y=z')).toBe('a=1&token=(redacted)&b&session=(redacted)');
  expect(redactedText('https://ann:pw@shop.example/a?key=1&b=2')).toBe(
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

const PINO = '{"level":30,"time":1,"msg":"o"}\n';

it.each([
  [PINO, true],
  ['[12:00:00.000] INFO (7): o\n    n: 1\n', true],
  ['\u001b[32mINFO\u001b[39m: \u001b[36mo\u001b[39m\n', true],
  ['hello world, a second line\n', false],
  ['INFO: o, and more\n', false],
  ['o\n', false],
  ['hello o\n', false],
  ['INFO: other\no\n', false],
  ['INFO: foo: o\r\n', true],
])('says whether pino shows its line as %j: %s', (text, is) => expect(isShownAs(text, PINO)).toBe(is));

it('leaves secrets out of the fields of a line', () => {
  const { fields } = shownLine('{"msg":"in","user":{"password":"x","name":"ann"}}', '', ID);
  expect(fields).toBe('{"msg":"in","user":{"password":"(redacted)","name":"ann"}}');
});

it.each([
  ['pino without a message', '{"level":30,"password":"S4"}\n'],
  ['an event', '{"event":"x","token":"S1"}\n'],
  ['JSON behind the id', `[${ID}] {"msg":"m","password":"S7"}\n`],
  ['two lines', '{"password":"S1"}\n{"token":"S2"}\n'],
  ['a line of text before', 'hello\n{"msg":"m","password":"S1"}\n'],
  ['a list', '[{"password":"S1"},["authorization","S2"]]\n'],
  ['JSON over lines', '{\n  "a": 1,\n  "password": "S1"\n}'],
  ['JSON that is cut', '{"msg":"m","password":"S1","rest":"'],
  ['JSON that is cut in the secret', '{"msg":"m","password":"S1 S2\\"S3'],
  ['JSON that is cut in an object', '{"msg":"m","credentials":{"a":"S1","b":"S2'],
  ['a name with an escape', '{"p\\u0061ssword":"S1","rest":"'],
  ['JSON in JSON', '{"msg":"{\\"password\\":\\"S1\\"}"}'],
  ['JSON in words', 'body {"password":"S1"} came'],
  ['words in JSON', '{"msg":"m","url":"http://u:S1@h/?token=S2"}'],
])('leaves secrets out of lines: %s', (_, written) => {
  const shown = shownLine(written, '', ID);
  expect(JSON.stringify(shown)).not.toMatch(/S\d/);
  expect(JSON.stringify(shown)).toContain('(redacted)');
});

it('leaves JSON without a secret as it was written', () =>
  expect(shownLine('{"n":12345678901234567890,  "a":1.0}', '', ID).text).toBe('{"n":12345678901234567890,  "a":1.0}'));

it.each([
  ['http://h/?token=S', 'http://h/?token=(redacted)'],
  ['/?a=1&password=S&b=2', '/?a=1&password=(redacted)&b=2'],
  ['token=S', 'token=(redacted)'],
  ['a=1&p%61ssword=S', 'a=1&p%61ssword=(redacted)'],
  ['http://h/cb#access_token=S&x=1', 'http://h/cb#access_token=(redacted)&x=1'],
  ['/?next=%2Fcb%3Fa%3D1%26token%3DS%2F%26b%3D2&c=3', '/?next=%2Fcb%3Fa%3D1%26token%3D(redacted)%26b%3D2&c=3'],
  ['?token=&password=S', '?token=(redacted)&password=(redacted)'],
  ['postgres://u:S@h/db', 'postgres://(redacted)@h/db'],
  ['https://u:S@h/?token=S and //S@h', 'https://(redacted)@h/?token=(redacted) and //(redacted)@h'],
  ['Server=h;Password=S;x', 'Server=h;Password=(redacted)'],
  ['/a;jsessionid=S?b=1', '/a;jsessionid=(redacted)'],
  ['sent Bearer S.S-S= to', 'sent Bearer (redacted) to'],
  ['Basic dTpT', 'Basic (redacted)'],
  ['a basic test of x=1', 'a basic test of x=1'],
  ['SELECT * FROM t WHERE key=$1', 'SELECT * FROM t WHERE key=$1'],
])('leaves secrets out of the text %s', (text, shown) => expect(redactedText(text)).toBe(shown));

it('takes time in proportion to the length of a text', () => {
  for (const part of [
    '"',
    '\\"',
    '"a":',
    '//',
    '//a',
    '?a',
    '&',
    ';a=',
    'Bearer ',
    '{"',
    '[',
    '"password":',
    '%61',
    '@',
    'password',
    "password: '",
    "'password', '",
    "[ 'password', 'x' ",
    "name: 'password', value: `",
    'password: {',
    'password: [ "',
    'password: string ',
    "password: string = 'x\\",
    '%3F',
    '%25252525',
    '=%25a',
    '%2f%2fa',
    '?token%3D%26',
    '%22token%22:',
    '%22token%22%3A%22%5C',
    "key: 'key', ",
    "key: 'x' + ",
    'key: <A 00 ',
    'key: a ',
    "name: 'key', a: '', b: '', c: '', ",
    '\u001b[0',
    ' token=',
    ' token',
    "value: '",
    "value: 'x', name: ",
    "value: 'x', a: '', ",
    'value: 1234567',
    '│',
    '┌\n│ token │ x │\n',
    '┌\n│',
    "insert into a (password) values ('",
    'insert into a (password) values (',
    'insert into a (b) values (',
    'insert into a (password',
    'insert ',
    "insert into a (password) values ('x'),('\\",
    "','",
    "\\'",
    'cookie: a=',
    'cookie: a="',
    'x-key: ',
    'x-',
    'key = Buffer.from(',
    "key = a.b.c.from('",
    'authorization: basic ',
    ' key="',
  ])
    expect(redactedText(part.repeat(200_000)).length).toBeGreaterThan(0);
});

it.each([
  [`{ user: 'ann', password: 'S1' }`, `{ user: 'ann', password: '(redacted)' }`],
  [`password: "S1", n: 1`, `password: "(redacted)", n: 1`],
  [`{ 'x-api-key': 'it\\'s S1', b: 2 }`, `{ 'x-api-key': '(redacted)', b: 2 }`],
  [`Map(1) { 'token' => 'S1' }`, `Map(1) { 'token' => '(redacted)' }`],
  [`{ session: Session { id: 'S1', at: [ 1 ] }, n: 1 }`, `{ session: (redacted), n: 1 }`],
  [`{ tokens: [ 'S1', "]S1" ], n: 1 }`, `{ tokens: (redacted), n: 1 }`],
  [`{ auth: [Object], cardNumber: 4111111111111111 }`, `{ auth: [Object], cardNumber: (redacted) }`],
  [`[ { name: 'password', value: 'S1' } ]`, `[ { name: 'password', value: '(redacted)' } ]`],
  [`[ [ 'authorization', 'S1' ], [ 'a', 'b' ] ]`, `[ [ 'authorization', '(redacted)' ], [ 'a', 'b' ] ]`],
  [`[ 'host', 'h', 'Cookie', 'S1', 'a', 'b' ]`, `[ 'host', 'h', 'Cookie', '(redacted)', 'a', 'b' ]`],
  [`const password = 'S1'; next();`, `const password = '(redacted)'; next();`],
  ['  private readonly dbPassword: string = `S1`;', '  private readonly dbPassword: string = `(redacted)`;'],
  [
    `connect({ password: process.env.DB_PASSWORD ?? 'S1' })`,
    `connect({ password: process.env.DB_PASSWORD ?? '(redacted)' })`,
  ],
  [`headers['authorization'] = "S1";`, `headers['authorization'] = "(redacted)";`],
  [`{ password: 'S1`, `{ password: '(redacted)'`],
  ['{"fields":[{"name":"password","value":"S1"}]}', '{"fields":[{"name":"password","value":"(redacted)"}]}'],
  ['/in?next=%2Fa%3Fx%3D1%26token%3DS1%26y%3D2', '/in?next=%2Fa%3Fx%3D1%26token%3D(redacted)%26y%3D2'],
  ['/in?next=%252Fa%253Ftoken%253DS1%2526y%253D2', '/in?next=%252Fa%253Ftoken%253D(redacted)%2526y%253D2'],
  ['/in?state=token%3DS1&b=2', '/in?state=token%3D(redacted)&b=2'],
  ['/in?next=%2Fa%3Ftoken=S1&b=2', '/in?next=%2Fa%3Ftoken=(redacted)&b=2'],
  ['/in?next=https%3A%2F%2Fann%3AS1%40h%2Fa', '/in?next=https%3A%2F%2F(redacted)%40h%2Fa'],
  ['/a?q=%7B%22token%22%3A%22S1%2C%5C%22S1%22%2C%22b%22%3A1%7D', '/a?q=%7B%22token%22%3A(redacted)%2C%22b%22%3A1%7D'],
  ['/a?q={%22token%22:%22S1%22,%22b%22:1}&c=2', '/a?q={%22token%22:(redacted),%22b%22:1}&c=2'],
  ['/a?q=%7B%22tokens%22%3A%5B%22S1%22%2C%22S1%22%5D%7D&c=2', '/a?q=%7B%22tokens%22%3A(redacted)&c=2'],
  [`{ \u001b[32m'x-key'\u001b[39m: \u001b[32m'S1'\u001b[39m }`, `{ 'x-key': '(redacted)' }`],
  ['{"password":\u001b[32m"S1"\u001b[39m}', '{"password":"(redacted)"}'],
  [inspect({ privateKey: `-----BEGIN\n${'S1\n'.repeat(40)}`, b: 2 }), `{\n  privateKey: '(redacted)',\n  b: 2\n}`],
  [inspect({ auth: Object.assign(Object.create(null), { a: 'S1' }) }), `{ auth: (redacted) }`],
  [inspect({ [Symbol('token')]: 'S1' }), `{ [Symbol(token)]: '(redacted)' }`],
  [inspect({ key: Buffer.alloc(60, 83) }), `{\n  key: (redacted)\n}`],
  ['{ token: -123456.25, pin: 1 }', '{ token: (redacted), pin: 1 }'],
  ["{ name: 'password', type: 'text', value: 'S1' }", "{ name: 'password', type: 'text', value: '(redacted)' }"],
  ["{ key: 'password', value: 'S1' }", "{ key: 'password', value: '(redacted)' }"],
  ["const password = env.DB_PW_X || 'S1';", "const password = env.DB_PW_X || '(redacted)';"],
  ["const password = process.env.DB ?? 'S1';", "const password = process.env.DB ?? '(redacted)';"],
  ['level=info user=ann password=S1 n=1', 'level=info user=ann password=(redacted) n=1'],
  ['a=1\nDB_PASSWORD=S1\nb=2', 'a=1\nDB_PASSWORD=(redacted)\nb=2'],
  ["{ value: 'S1', name: 'password' }", "{ value: '(redacted)', name: 'password' }"],
  [inspect({ value: 'S1', type: 'text', name: 'password' }), "{ value: '(redacted)', type: 'text', name: 'password' }"],
  [
    'fields [{"value":"S1","name":"password"},{"value":"b","name":"a"}]',
    'fields [{"value":"(redacted)","name":"password"},{"value":"b","name":"a"}]',
  ],
  [
    '{"a":"{\\"value\\":\\"S1\\",\\"name\\":\\"password\\"}',
    '{"a":"{\\"value\\":\\"(redacted)\\",\\"name\\":\\"password\\"}',
  ],
  ['{ value: 123456789, name: "pin-token" }', '{ value: (redacted), name: "pin-token" }'],
  ['body={"user":"ann","password":"S1"} came', 'body={"user":"ann","password":"(redacted)"} came'],
  ["const key = Buffer.from('S1', 'hex');", "const key = Buffer.from('(redacted)', 'hex');"],
  ["{ secret: new TextEncoder().encode('S1') }", "{ secret: new TextEncoder().encode('(redacted)') }"],
  ['const token = String.raw`S1`;', 'const token = String.raw`(redacted)`;'],
  ['x-api-key: S1, host: h', 'x-api-key: (redacted), host: h'],
  ['GET / HTTP/1.1\r\nCookie: a=S1; b=S1\r\nHost: h', 'GET / HTTP/1.1\r\nCookie: (redacted)\r\nHost: h'],
  [inspect('GET /\r\nCookie: a=S1\r\nHost: h'), "'GET /\\r\\nCookie: (redacted)\\r\\nHost: h'"],
  ['set-cookie: sid=S1; HttpOnly', 'set-cookie: (redacted)'],
  [`curl -H 'X-Auth-Token: S1' -H "Cookie: a=S1" h`, `curl -H 'X-Auth-Token: (redacted)' -H "Cookie: (redacted)" h`],
  ['Authorization: Digest username="ann", response="S1"', 'Authorization: (redacted)'],
  [
    'api_key=S1 secret_key=S1 key=user:1 "accessKey=S1"',
    'api_key=(redacted) secret_key=(redacted) key=user:1 "accessKey=(redacted)"',
  ],
  [
    "INSERT INTO users (name, password) VALUES ('a, (b)', 'S1')",
    "INSERT INTO users (name, password) VALUES ('a, (b)', '(redacted)')",
  ],
  [
    "insert into u (\"password\", name) values (crypt('S1', gen_salt('bf')), 'it''s'), ($1, $2) returning id",
    "insert into u (\"password\", name) values ('(redacted)', 'it''s'), ($1, $2) returning id",
  ],
  ["INSERT INTO u (a, token) VALUES ('C:\\', 'S1')", "INSERT INTO u (a, token) VALUES ('(redacted)'"],
  ["INSERT INTO u (a, token) VALUES ('x', 'S1", "INSERT INTO u (a, token) VALUES ('x', '(redacted)'"],
  ["{ password: [Getter: 'S1'] }", "{ password: [Getter: '(redacted)'] }"],
])('leaves secrets out of what is printed, and of code: %s', (text, shown) => expect(redactedText(text)).toBe(shown));

it.each([
  "Unexpected token 'x' in JSON",
  'the password is x, and the token was sent',
  "Missing fields: [ 'name', 'password', 'email' ]",
  "import passport from 'passport';",
  "const { token } = await login('ann');",
  'if (password.length < 8) throw new Error(`too short`);',
  "password: '', retries: 3",
  '{ max_tokens: 4096, author: undefined }',
  'keys: 12 of 40',
  '/a?next=%2Fb%3Fpage%3D2&lang=en',
  '/a?q=%7B%22page%22%3A%22a%22%7D&lang=en',
  '<li key={item.id}>',
  'const token=(await login())',
  "{ name: 'email', type: 'text', value: 'a' }",
  'const token = a ?? b;',
  "{ value: 'a', name: 'email' }",
  "login('ann', 'x')",
  'const password = await read(file);',
  'auth-service: listening',
  'headers: { authorization: token, cookie }',
  'Cookie: none was sent',
  'key=user:1',
  'cache miss key=user:1 keys=2 monkey=1 key="user 1"',
  '<li key="item">',
  'INSERT INTO users (name, password) VALUES ($1, $2), (:name, NULL)',
  "INSERT INTO users (name) VALUES ('a')",
])('leaves the text %s as it is', (text) => expect(redactedText(text)).toBe(text));

it('leaves secrets out of tables', () => {
  let printed = '';
  const stdout = new Writable({
    write(chunk, _, done) {
      printed += String(chunk);
      done();
    },
  });
  const { table } = new Console({ stdout });
  table([
    { name: 'ann', password: 'S1' },
    { name: 'a│b', password: 'S1' },
  ]);
  table({ user: 'ann', token: 'S1', cookies: 'S1' });
  table(
    new Map([
      ['password', 'S1'],
      ['a', 'b'],
    ]),
  );
  table({ a: { key: 'S1', n: 1 }, b: { n: 2 } });
  const shown = redactedText(printed);
  expect(shown.match(/S1/g)).toBeNull();
  expect(shown.match(/\(redacted\)/g)).toHaveLength(7);
  expect(shown.split('\n').filter((line) => /ann|'b'|│ 2/.test(line))).toEqual([
    "│ 0       │ 'ann' │ (redacted) │",
    "│ user    │ 'ann'  │",
    "│ 1                 │ 'a'        │ 'b'    │",
    '│ b       │      │ 2 │',
  ]);
});

it('takes a name alone for a parameter of a query, though a line may have it', () => {
  expect(redactedQuery('key=S1')).toBe('key=(redacted)');
  expect(redactedQuery('')).toBe('');
  expect(shownAttributes({ 'url.query': 'key=S1', 'db.statement': 'key=1' })).toEqual({
    'url.query': 'key=(redacted)',
    'db.statement': 'key=1',
  });
});

it('leaves secrets out of the code around an error', () => {
  const password = 'S1-of-code';
  const { code } = shownError(partsOf(new Error(`no ${password.length}`)), 1);
  expect(code.map(({ text }) => text)).toContainEqual(expect.stringContaining("const password = '(redacted)';"));
  expect(JSON.stringify(code)).not.toContain('S1-of-code');
});

it.each([
  ['fields', [{ name: 'password', value: 'S1' }]],
  ['fields', [{ key: 'password', value: 'S1' }]],
  ['url', 'https://u:S1@h/?token=S1'],
  ['header', 'Bearer S1'],
  ['all', { headers: [['authorization', 'S1']], raw: ['host', 'h', 'cookie', 'S1'] }],
  ['all', { credentials: { a: 'S1' }, pw: 'S1', dbPw: 'S1' }],
  ['long', `https://u:${'S1'.repeat(300)}@h`],
])('leaves secrets out of what a value holds: %s %j', (name, value) =>
  expect(shownValue(name, value)).toMatch(/^(?!.*S1).*\(redacted\)/),
);

it('leaves secrets out of attributes of any name, and of errors', () => {
  const url = 'http://u:S1@h/?token=S1';
  const attributes = {
    'http.url': url,
    'url.query': 'token=S1',
    'db.connection_string': url,
    list: [url],
    body: '{"pw":"S1"}',
  };
  expect(JSON.stringify(shownAttributes(attributes))).not.toContain('S1');
  expect(
    JSON.stringify(shownError(partsOf(Object.assign(new Error(`no ${url}`), { stack: `no ${url}` })), 1)),
  ).not.toContain('S1');
});

it('shows an error with the code where it was made', () => {
  const { name, message, place, code } = shownError(partsOf(new TypeError('broken')), 1);
  expect([name, message]).toEqual(['TypeError', 'broken']);
  expect(place?.file).toMatch(/shown\.test\.ts$/);
  expect(code.find(({ line }) => line === place?.line)?.text).toContain("new TypeError('broken')");
});

it.each([undefined, null, 7, 'text', Symbol('x'), {}, { message: 7, stack: never }, never])(
  'shows what was thrown and is no error: %s',
  (thrown) => expect(shownError(partsOf(thrown), 1)).toMatchObject({ at: 1, place: undefined, code: [] }),
);

/** Sets `Error.prepareStackTrace` for the rest of the test. */
function withStacksBy(prepare: (() => unknown) | undefined): void {
  const before = Error.prepareStackTrace;
  Error.prepareStackTrace = prepare as never;
  onTestFinished(() => void (Error.prepareStackTrace = before as never));
}

it('keeps an error as it was when it was thrown', () => {
  withStacksBy(undefined);
  const error = new TypeError('before');
  const parts = partsOf(error);
  Object.assign(error, { name: 'After', message: 'after', stack: 'after' });
  expect(shownError(parts, 1)).toMatchObject({ name: 'TypeError', message: 'before' });
  expect(shownError(parts, 1).stack).toMatch(/^TypeError: before\n/);
});

it('keeps attributes as they were when they were given', () => {
  const list = ['a'];
  const copy = copyOf({ list });
  list.push('b');
  expect(shownAttributes(copy)).toEqual({ list: '["a"]' });
});

it('runs no code of the application for attributes and errors', () => {
  const trap = { get: never, ownKeys: never, getPrototypeOf: never, getOwnPropertyDescriptor: never };
  const getter = { get: never, enumerable: true };
  const list = Object.defineProperty(['a', { toJSON: never }, new Proxy({}, trap)], 0, getter);
  const attributes = Object.defineProperty({ list, proxy: new Proxy([], trap), toJSON: never }, 'x', getter);
  expect(shownAttributes(copyOf(attributes as never))).toEqual({
    list: '[null,"[object]","[object]"]',
    proxy: '[object]',
  });
  expect(copyOf(new Proxy({}, trap))).toEqual({});
  const error = Object.defineProperties(new Error('x'), { stack: getter, message: getter, name: getter });
  expect(shownError(partsOf(error), 1)).toMatchObject({ name: 'Error', message: '', stack: '' });
  expect(shownError(partsOf(new Proxy(new Error('x'), trap)), 1)).toMatchObject({ message: '' });
});

it('lets the application make its stacks when they are sent, and not before', () => {
  const error = new Error('x');
  let count = 0;
  withStacksBy(() => `made ${++count}`);
  const parts = partsOf(error);
  expect(count).toBe(0);
  void error.stack; // the application prints it
  expect(shownError(parts, 1).stack).toBe('made 1');
});
