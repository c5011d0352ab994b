/* oxlint-disable unicorn/prefer-add-event-listener -- handlers are what is tested, too */
import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';

import { tracedConnection, bindSocket } from '../../../../src/adapters/ws/index.js';
import {
  bind,
  ContextVar,
  createTask,
  CTX_REQUEST_ID,
  CTX_REQUEST_METHOD,
  CTX_REQUEST_PATH,
  CTX_SPAN_ID,
  CTX_TRACE_ID,
  getCurrentSpan,
  type Span,
} from '../../../../src/index.js';
import { until } from '../../../support/until.js';
import { ask, receive, serve } from './serve.js';

const USER = new ContextVar<string>('user', { default: '' });
const ids = (): string[] => [CTX_REQUEST_ID.get(), CTX_TRACE_ID.get(), CTX_SPAN_ID.get()];
const sendIds = (socket: { send(data: string): void }): void => socket.send(JSON.stringify(ids()));
const text = (data: unknown): string => (data as Buffer).toString();
const parse = (json: string): string[] => JSON.parse(json) as string[];

describe('a traced connection', () => {
  it('has the ids, method and path of its upgrade', async () => {
    let scope: Span['scope'] | undefined;
    const { open } = await serve((socket) => {
      scope = getCurrentSpan()?.scope;
      socket.on('message', () => socket.send(JSON.stringify([CTX_REQUEST_METHOD.get(), CTX_REQUEST_PATH.get()])));
    });
    const client = await open({ 'x-a': 'b' }, '/chat?room=1');
    expect(parse(await ask(client, 'x'))).toEqual(['GET', '/chat']);
    expect(scope).toMatchObject({
      type: 'websocket',
      method: 'GET',
      path: '/chat',
      client: ['127.0.0.1', expect.any(Number)],
    });
    expect(scope?.headers.get('x-a')).toBe('b');
  });

  it('takes the id of the upgrade as the policy says', async () => {
    const echo = (socket: { on(event: 'message', listener: () => void): unknown; send(data: string): void }): void =>
      void socket.on('message', () => socket.send(CTX_REQUEST_ID.get()));
    const accepting = await serve(echo);
    const ignoring = await serve(echo, { trust: 'ignore' });
    expect(await ask(await accepting.open({ 'x-request-id': 'abc' }), 'x')).toBe('abc');
    for (const refused of ['a b', 'a,b', 'x'.repeat(129)]) {
      expect(await ask(await accepting.open({ 'x-request-id': refused }), 'x')).toMatch(/^[0-9a-f]{32}$/);
    }
    expect(await ask(await ignoring.open({ 'x-request-id': 'abc' }), 'x')).toMatch(/^[0-9a-f]{32}$/);
  });

  it('has its context in a callback of `send` that is bound, also where ws compresses what it sends', async () => {
    const seen: boolean[] = [];
    const { sockets, open } = await serve((socket) => {
      const id = CTX_REQUEST_ID.get();
      socket.on('message', () => {
        for (const client of sockets.clients) {
          client.send(
            'to all',
            bind(() => seen.push(CTX_REQUEST_ID.get() === id)),
          );
        }
      });
    });
    sockets.options.perMessageDeflate = { threshold: 0 };
    const clients = [await open(), await open(), await open()];
    for (const client of clients) client.send('x');
    await until(() => seen.length === 9);
    expect(seen).toEqual(Array.from({ length: 9 }, () => true));
  });

  it('is not traced where skip says so', async () => {
    const { open, ended } = await serve((socket) => socket.on('message', () => sendIds(socket)), {
      skip: ({ path }) => path === '/health',
    });
    const client = await open({}, '/health');
    expect(parse(await ask(client, 'x'))).toEqual(['', '', '']);
    client.close();
    await sleep(20);
    expect(ended).toEqual([]);
  });

  it('shares its port with a traced HTTP server', async () => {
    const { open, port } = await serve((socket) => socket.on('message', () => socket.send(CTX_REQUEST_ID.get())));
    const client = await open({ 'x-request-id': 'socket' });
    const response = await fetch(`http://127.0.0.1:${port}`, { headers: { 'x-request-id': 'plain' } });
    expect(await response.text()).toBe('plain');
    expect(await ask(client, 'x')).toBe('socket');
  });

  it('traces a server of its own, too, and once however often it is traced', async () => {
    const ends: string[] = [];
    const seen: string[][] = [];
    const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    onTestFinished(() => sockets.close());
    const listener = tracedConnection(
      (socket: WebSocket, request) => {
        expect(request.url).toBe('/');
        bindSocket(socket).on('message', () => seen.push(ids()));
      },
      { end: () => void ends.push('outer') },
    );
    sockets.on('connection', listener);
    sockets.on('connection', tracedConnection(listener, { end: () => void ends.push('inner') }));
    await new Promise((resolve) => sockets.once('listening', resolve));
    const client = new WebSocket(`ws://127.0.0.1:${(sockets.address() as { port: number }).port}`);
    client.on('open', () => client.send('x', () => client.close()));
    await until(() => ends.length > 0);
    await sleep(20);
    expect(ends).toEqual(['outer']);
    expect(seen).toHaveLength(2);
    expect(seen[0]).toEqual(seen[1]); // one message, one task
  });

  it('refuses what is no function, and wrong options', () => {
    expect(() => tracedConnection(undefined as never)).toThrow(
      expect.objectContaining({ code: 'TL_ERR_INVALID_ARGUMENT' }),
    );
    expect(() => tracedConnection(() => {}, { trust: 'x' as never })).toThrow(
      expect.objectContaining({ code: 'TL_ERR_INVALID_OPTION' }),
    );
  });
});

describe('messages', () => {
  it('of many connections at once never mix', async () => {
    const { open, ended } = await serve((socket) => {
      socket.on('message', async (data) => {
        USER.set(text(data));
        await sleep(Math.random() * 10);
        await createTask(() => sleep(Math.random() * 5));
        socket.send(JSON.stringify([text(data), USER.get(), ...ids()]));
      });
    });
    const connections = Array.from({ length: 50 }, (_, i) => `connection-${i}`);
    const spanIds = new Set<string>();
    await Promise.all(
      connections.map(async (id) => {
        const client = await open({ 'x-request-id': id });
        const answers = receive(client, 40);
        for (let i = 0; i < 40; i++) client.send(`${id}/${i}`);
        const traceIds = new Set<string>();
        for (const answer of await answers) {
          const [sent, user, requestId, traceId, spanId] = parse(answer);
          expect([user, requestId]).toEqual([sent, id]);
          traceIds.add(traceId as string);
          spanIds.add(spanId as string);
        }
        expect(traceIds.size).toBe(1);
        client.close();
      }),
    );
    expect(spanIds.size).toBe(2000);
    await until(() => ended.length === 50);
    expect(ended.map((span) => span.requestId).toSorted()).toEqual(connections.toSorted());
    expect(ended.some((span) => spanIds.has(span.spanId) || span.error !== undefined)).toBe(false);
  });

  it('start from what the connection has set, and leave nothing behind', async () => {
    const { open } = await serve((socket) => {
      USER.set('connection');
      socket.on('message', (data) => {
        const before = USER.get();
        USER.set(text(data));
        socket.send(before);
      });
      socket.on('close', () => USER.set(`${USER.get()} closed`));
    });
    const client = await open();
    expect([await ask(client, 'one'), await ask(client, 'two')]).toEqual(['connection', 'connection']);
  });

  it('share one task among all listeners of a message', async () => {
    const { open } = await serve((socket) => {
      socket.on('message', () => USER.set('first'));
      socket.once('message', () => socket.send(`once ${USER.get()}`));
      socket.addEventListener('message', () => USER.set(`${USER.get()} second`));
      socket.onmessage = (event) => socket.send(`${text(event.data)} ${USER.get()}`);
    });
    const client = await open();
    const answers = receive(client, 3);
    client.send('a');
    client.send('b');
    expect(await answers).toEqual(['once first', 'a first second', 'b first second']);
  });

  it('reach only listeners that are still there', async () => {
    const { open } = await serve((socket) => {
      const gone = (): void => socket.send('gone');
      socket.on('message', gone);
      expect(socket.listeners('message')).toEqual([gone]);
      socket.off('message', gone);
      socket.addEventListener('message', gone);
      socket.removeEventListener('message', gone);
      socket.once('message', () => sendIds(socket));
      socket.on('message', (data) => text(data) === 'last' && socket.send('last'));
    });
    const client = await open({ 'x-request-id': 'abc' });
    const answers = receive(client, 2);
    client.send('x');
    client.send('last');
    const [first, last] = await answers;
    expect([parse(first as string)[0], last]).toEqual(['abc', 'last']);
  });

  it('and pings and pongs are children of the span of the connection', async () => {
    const seen: Record<string, string[]> = {};
    let span: Span | undefined;
    const { open } = await serve((socket) => {
      span = getCurrentSpan() as Span;
      seen['connection'] = ids();
      for (const event of ['message', 'ping', 'pong', 'close']) socket.on(event, () => (seen[event] = ids()));
      socket.ping();
    });
    const client = await open({ 'x-request-id': 'abc' });
    client.ping();
    client.send('x');
    await until(() => ['message', 'ping', 'pong'].every((event) => event in seen));
    client.close();
    await until(() => 'close' in seen);
    const own = ['abc', span?.traceId, span?.spanId];
    expect([seen['connection'], seen['close']]).toEqual([own, own]);
    const children = ['message', 'ping', 'pong'].map((event) => seen[event] as string[]);
    for (const child of children)
      expect(child).toEqual(['abc', span?.traceId, expect.stringMatching(/^[0-9a-f]{16}$/)]);
    expect(new Set([span?.spanId, ...children.map(([, , spanId]) => spanId)]).size).toBe(4);
  });

  it('keep their task for the events that they emit, and after the connection is closed', async () => {
    const seen: string[] = [];
    const { open, ended } = await serve((socket) => {
      socket.on('joined' as never, () => seen.push(USER.get()));
      socket.on('message', async () => {
        USER.set('member');
        socket.emit('joined');
        await until(() => ended.length === 1);
        seen.push(`${USER.get()} ${CTX_REQUEST_ID.get()} ${getCurrentSpan()?.ended}`);
      });
    });
    const client = await open({ 'x-request-id': 'abc' });
    client.send('x', () => client.close());
    await until(() => seen.length === 2);
    expect(seen).toEqual(['member', 'member abc true']);
  });

  it('wait for an asynchronous requestBefore, and none is lost', async () => {
    const seen: string[] = [];
    const { open } = await serve(
      (socket) => socket.on('message', (data) => seen.push(`${text(data)} ${CTX_REQUEST_ID.get()}`)),
      {
        requestBefore: () => sleep(50),
      },
    );
    const client = await open({ 'x-request-id': 'abc' });
    client.send('one');
    client.send('two');
    await until(() => seen.length === 2);
    expect(seen).toEqual(['one abc', 'two abc']);
  });
});

describe('the span of a connection', () => {
  it.each([
    ['the client closes', 1000],
    ['the client closes without a code', undefined],
    ['the client goes away', 1001],
  ])('ends once, without an error, when %s', async (_, code) => {
    const before = vi.fn();
    const { open, ended } = await serve(() => {}, { requestBefore: before });
    const client = await open();
    await until(() => before.mock.calls.length === 1);
    expect(ended).toEqual([]);
    client.close(code);
    await until(() => ended.length === 1);
    await sleep(20);
    expect(ended.map((span) => span.error)).toEqual([undefined]);
    expect(before).toHaveBeenCalledTimes(1);
  });

  it('ends after the listeners of close, when the server closes', async () => {
    const log: string[] = [];
    const { open } = await serve(
      (socket) => {
        socket.on('close', () => log.push(`close ${CTX_REQUEST_ID.get()}`));
        socket.close(4000);
      },
      { end: () => void log.push(`end ${CTX_REQUEST_ID.get()}`) },
    );
    await open({ 'x-request-id': 'abc' });
    await until(() => log.length === 2);
    expect(log).toEqual(['close abc', 'end abc']);
  });

  it.each(['client', 'server'])('ends once, as aborted, when the %s breaks the connection off', async (side) => {
    const { open, ended } = await serve((socket) => socket.on('message', () => socket.terminate()));
    const client = await open();
    if (side === 'client') client.terminate();
    else client.send('x');
    await until(() => ended.length === 1);
    await sleep(20);
    expect(ended.map((span) => span.error)).toEqual([expect.objectContaining({ code: 'TL_ERR_REQUEST_ABORTED' })]);
  });

  it('ends once, with the error of the socket, when the client breaks the protocol', async () => {
    const seen: unknown[] = [];
    const { open, ended } = await serve((socket) => {
      socket.on('error', (error) => seen.push(error, CTX_REQUEST_ID.get()));
    });
    const client = await open({ 'x-request-id': 'abc' });
    client.on('error', () => {});
    // oxlint-disable-next-line no-underscore-dangle -- ws sends only what is well-formed
    (client as unknown as { _socket: { write(bytes: Uint8Array): void } })._socket.write(Uint8Array.of(0xff, 0xff));
    await until(() => ended.length === 1);
    await sleep(20);
    expect(ended.map((span) => span.error)).toEqual([seen[0]]);
    expect(seen).toEqual([expect.any(RangeError), 'abc']);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('no');
      },
    ],
    [
      'rejects',
      async () => {
        await sleep(5);
        throw new Error('no');
      },
    ],
  ])('ends with the error of a listener that %s, and the socket closes', async (_, listener: () => unknown) => {
    const logged: unknown[] = [];
    const log = vi.spyOn(console, 'error').mockImplementation((error) => void logged.push(error, CTX_REQUEST_ID.get()));
    onTestFinished(() => log.mockRestore());
    const { open, ended } = await serve(listener);
    const client = await open({ 'x-request-id': 'abc' });
    const code = await new Promise((resolve) => client.on('close', resolve));
    await until(() => ended.length === 1);
    expect(code).toBe(1011);
    expect(ended[0]?.error).toMatchObject({ message: 'no' });
    expect(logged).toEqual([ended[0]?.error, 'abc']);
  });

  it('ends although the socket was closed before its connection was announced', async () => {
    const listener = vi.fn<() => void>();
    const ended: Span[] = [];
    const { sockets, open } = await serve(() => {});
    sockets.removeAllListeners('connection');
    const traced = tracedConnection(listener, { end: (span) => void ended.push(span) });
    sockets.on('connection', (socket, request) => {
      socket.on('close', () => traced(socket, request));
      socket.terminate();
    });
    await open();
    await until(() => ended.length === 1);
    expect(ended[0]?.error).toMatchObject({ code: 'TL_ERR_REQUEST_ABORTED' });
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('asks `skip` once, and holds to the answer', async () => {
    let asked = 0;
    const options = { skip: () => ++asked % 2 === 1 };
    const seen: string[] = [];
    const { sockets, open, ended } = await serve(() => void seen.push(CTX_REQUEST_ID.get()), options);
    sockets.on(
      'connection',
      tracedConnection(() => void seen.push(CTX_REQUEST_ID.get()), options),
    );
    await open({ 'x-request-id': 'abc' });
    await until(() => seen.length === 2);
    expect([asked, seen, ended]).toEqual([1, ['', ''], []]);
  });
});
