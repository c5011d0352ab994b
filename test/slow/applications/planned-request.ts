/** A request to one of the applications, all of which have the same routes. */
export interface PlannedRequest {
  /** What tells its lines in the logs: the number of the order. */
  readonly order: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Buffer;
  /** What the application answers. */
  readonly status: number;
  /** Where the client hangs up: in the middle of its body, or of the response's. */
  readonly abort?: 'request' | 'response';
  /** The id that it brings, if that is a valid one. */
  readonly id: string | undefined;
}

type Shape = Pick<PlannedRequest, 'method' | 'path' | 'status'> & Partial<PlannedRequest>;

const JSON_TYPE = { 'content-type': 'application/json' };
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };
const BOUNDARY = 'limit7f3a';

/** One of each kind of request that people send. */
const SHAPES: readonly ((order: string, n: number) => Shape)[] = [
  (order, n) => placing(JSON.stringify({ order, sku: `tea-${n % 5}`, quantity: 2, note: note(n) }), JSON_TYPE),
  (order, n) => placing(`order=${order}&sku=tea-${n % 5}&quantity=3&note=gift`, FORM_TYPE),
  (order) => ({ method: 'POST', path: `/orders/${order}/attachment`, ...upload(order), status: 201 }),
  (order) => ({ method: 'GET', path: `/orders/${order}/history`, status: 200 }),
  (order) => ({ method: 'GET', path: `/orders/${order}/quote`, status: 200 }),
  (order) => ({ method: 'GET', path: `/orders/${order}/export`, status: 200 }),
  (order, n) => placing(JSON.stringify({ order, sku: `tea-${n % 5}`, quantity: 1 }), JSON_TYPE),
  (order) => ({ method: 'GET', path: `/orders/${order}`, status: 404 }),
  (order) => ({ method: 'POST', path: `/orders/${order}/cancel/sync`, status: 500 }),
  (order) => ({ method: 'POST', path: `/orders/${order}/cancel/async`, status: 500 }),
  (order) => ({ method: 'POST', path: `/orders/${order}/cancel/event`, status: 500 }),
  (order) => ({ method: 'GET', path: `/orders/${order}`, headers: { authorization: 'Bearer guessed' }, status: 401 }),
  (order) => ({ ...placing(JSON.stringify({ order, sku: 'tea-1', quantity: -1 }), JSON_TYPE), status: 400 }),
  (order) => ({ method: 'GET', path: `/orders/${order}/export`, status: 200, abort: 'response' }),
  (order) => ({ method: 'POST', path: `/orders/${order}/attachment`, ...upload(order), status: 0, abort: 'request' }),
];

/** So many of a kind come one after the other: more than the applications have connections to their databases. */
const TOGETHER = 20;

/** `count` requests, each kind in turn; every third one brings no id or one that is not valid. */
export function planRequests(count: number): PlannedRequest[] {
  return Array.from({ length: count }, (_, n) => {
    const order = `QX${String(n).padStart(6, '0')}`;
    const kind = Math.floor(n / TOGETHER) % SHAPES.length;
    const { path, headers, ...shape } = SHAPES[kind]!(order, n);
    const ids = n % 3 === 2 && shape.abort === undefined ? badId(n) : { 'x-request-id': `client.${order}` };
    return {
      order,
      id: ids['x-request-id'] === `client.${order}` ? `client.${order}` : undefined,
      path: `${path}?ref=${order}`,
      headers: { authorization: 'Bearer secret-token', 'user-agent': agent(n), ...ids, ...headers },
      ...shape,
    };
  });
}

function placing(body: string, headers: Record<string, string>): Shape {
  return { method: 'POST', path: '/orders', body, headers, status: 201 };
}

function upload(order: string): Pick<PlannedRequest, 'body' | 'headers'> {
  const head = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="${order}.txt"\r\ncontent-type: text/plain\r\n\r\n`;
  const body = Buffer.from(`${head}${'0123456789abcdef'.repeat(6_000)}\r\n--${BOUNDARY}--\r\n`);
  return { body, headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` } };
}

/** A line of another order, as an attacker would like to see it in the log. */
const FORGERY = '[client.QX000000] FORGED order QX000000 refunded';

/** What a client may write in a body: line breaks and escape sequences too. */
function note(n: number): string {
  const breaks = [
    '\n',
    '\r\n',
    '\r',
    '\u0085',
    '\u2028',
    '\u001b[2K\u001b[1G',
    '\n{"request_id":"client.QX000000","forged":1}\n',
  ];
  return `ring twice${breaks[n % breaks.length]}${FORGERY}`;
}

function agent(n: number): string {
  const agents = [
    `shop/1\u0085${FORGERY}`,
    `","request_id":"client.QX000000","forged":"1`,
    `shop/2 ${FORGERY}`,
    'shop/3 %0a%s %o',
  ];
  return agents[n % agents.length]!;
}

/** No id, or one of which nothing may get into the logs. */
function badId(n: number): Record<string, string | string[]> {
  const bad = [
    undefined,
    'FORGED order QX000000 refunded',
    `","forged":"1`,
    `x\u0085${FORGERY}`,
    `%0a${FORGERY}`,
    'x'.repeat(4_000),
    ['client.QX000000', 'client.QX000003'],
    '',
    'client.QX000000, client.QX000003',
  ];
  const id = bad[Math.floor(n / 3) % bad.length];
  return id === undefined ? {} : { 'x-request-id': id };
}
