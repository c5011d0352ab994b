/* oxlint-disable unicorn/prefer-add-event-listener -- handlers are what is tested, too */
import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';

import { traced } from '../../../../src/adapters/fetch/index.js';
import { bindSocket } from '../../../../src/adapters/ws/index.js';
import { ContextVar, CTX_REQUEST_ID, CTX_SPAN_ID, CTX_TRACE_ID } from '../../../../src/index.js';
import { until } from '../../../support/until.js';
import { serve } from './serve.js';

const USER = new ContextVar<string>('user', { default: '' });

/** A socket as a fetch-style runtime has it: it calls listeners itself, and its handlers are accessors of the class. */
class FakeSocket extends EventTarget {
  #onmessage: ((event: Event) => unknown) | null = null;
  get onmessage(): ((event: Event) => unknown) | null {
    return this.#onmessage;
  }
  set onmessage(handler: ((event: Event) => unknown) | null) {
    this.#onmessage = handler;
  }
  onclose: ((event: Event) => unknown) | null = null;
  receive(type: string, detail: Record<string, unknown> = {}): void {
    const event = Object.assign(new Event(type), detail);
    this.dispatchEvent(event);
    if (type === 'message') this.#onmessage?.(event);
    if (type === 'close') this.onclose?.(event);
  }
}

/** Upgrades a request with this id to a fake socket, as Deno does, and gives it. */
async function upgrade(id: string, application: (socket: FakeSocket) => unknown): Promise<FakeSocket> {
  const socket = new FakeSocket();
  const handler = traced(async () => {
    await application(bindSocket(socket));
    return new Response();
  });
  await (await handler(new Request('http://a/', { headers: { 'x-request-id': id } }))).text();
  return socket;
}

describe('a traced socket', () => {
  it('runs each message in a task of its own, of its connection', async () => {
    const seen: string[][] = [];
    const sockets = await Promise.all(
      ['a', 'b', 'c'].map((id) =>
        upgrade(id, (socket) => {
          socket.addEventListener('message', async (event) => {
            const sent = (event as unknown as { data: string }).data;
            const before = USER.get();
            USER.set(sent);
            await sleep(Math.random() * 10);
            seen.push([id, CTX_REQUEST_ID.get(), sent, USER.get(), before, CTX_SPAN_ID.get(), CTX_TRACE_ID.get()]);
          });
          USER.set(`user of ${id}`);
        }),
      ),
    );
    for (let i = 0; i < 20; i++)
      for (const [n, socket] of sockets.entries()) socket.receive('message', { data: `${n}/${i}` });
    expect(CTX_REQUEST_ID.get()).toBe('');
    await until(() => seen.length === 60);
    for (const [id, requestId, sent, user, before] of seen)
      expect([requestId, user, before]).toEqual([id, sent, `user of ${id}`]);
    expect(new Set(seen.map(([, , , , , spanId]) => spanId)).size).toBe(60);
    expect(new Set(seen.map((line) => line[6])).size).toBe(3);
  });

  it('shares the task of a message among listeners and handler', async () => {
    const seen: string[] = [];
    const socket = await upgrade('a', (own) => {
      own.addEventListener('message', () => USER.set(`${USER.get()}1`));
      own.addEventListener('message', { handleEvent: () => USER.set(`${USER.get()}2`) });
      own.onmessage = () => seen.push(USER.get());
    });
    socket.receive('message');
    socket.receive('message');
    expect(seen).toEqual(['12', '12']);
  });

  it('runs open, error and close in the context of the connection itself', async () => {
    const seen: string[] = [];
    let spanId = '';
    const socket = await upgrade('a', (own) => {
      spanId = CTX_SPAN_ID.get();
      own.addEventListener('open', () => USER.set('opened'));
      own.addEventListener('message', () => {
        seen.push(USER.get());
        USER.set('message');
        socket.receive('close'); // from within a message
      });
      own.onclose = () => seen.push(USER.get(), `${CTX_REQUEST_ID.get()} ${CTX_SPAN_ID.get() === spanId}`);
    });
    socket.receive('open');
    socket.receive('message');
    expect(seen).toEqual(['opened', 'opened', 'a true']);
  });

  it('removes listeners, and adds each once, as ever', async () => {
    const seen: string[] = [];
    const stop = new AbortController();
    const socket = await upgrade('a', (own) => {
      const note = (): unknown => seen.push('listener');
      own.addEventListener('message', note);
      own.addEventListener('message', note);
      const gone = (): unknown => seen.push('gone');
      own.addEventListener('message', gone);
      own.removeEventListener('message', gone);
      own.addEventListener('message', () => seen.push('once'), { once: true });
      own.addEventListener('message', () => seen.push('until aborted'), { signal: stop.signal });
      own.onmessage = gone;
      own.onmessage = note;
    });
    socket.receive('message');
    expect(seen.splice(0)).toEqual(['listener', 'once', 'until aborted', 'listener']);
    stop.abort();
    socket.onmessage = null;
    socket.receive('message');
    expect(seen).toEqual(['listener']);
  });

  it('takes over handlers that were set before', async () => {
    const seen: string[] = [];
    const socket = new FakeSocket();
    socket.onmessage = socket.onclose = function (this: unknown, event): void {
      seen.push(`${event.type} ${CTX_REQUEST_ID.get()} ${this === socket}`);
    };
    await traced(() => {
      expect(bindSocket(bindSocket(socket))).toBe(socket);
      return new Response();
    })(new Request('http://a/', { headers: { 'x-request-id': 'a' } }));
    socket.receive('message');
    socket.receive('close');
    expect(seen).toEqual(['message a true', 'close a true']);
  });

  it('may be one of ws: all ways to listen keep the context', async () => {
    const seen: string[] = [];
    const { port } = await serve((socket) => socket.send('hello'));
    await traced(() => {
      const client = bindSocket(new WebSocket(`ws://127.0.0.1:${port}`));
      const note = (event: string): void => void seen.push(`${event} ${CTX_REQUEST_ID.get()} ${USER.get()}`);
      client.on('open', () => USER.set('opened'));
      client.on('message', () => note('on'));
      client.onmessage = () => note('onmessage');
      client.addEventListener('message', () => client.close());
      client.on('close', () => note('close'));
      return new Response();
    })(new Request('http://a/', { headers: { 'x-request-id': 'a' } }));
    await until(() => seen.length === 3);
    expect(seen).toEqual(['on a opened', 'onmessage a opened', 'close a opened']);
  });

  it.each([Object.freeze, Object.seal, Object.preventExtensions])(
    'refuses one that is closed, each time, %#',
    (close) => {
      const socket = close(new EventTarget());
      const refused = expect.objectContaining({ code: 'TL_ERR_INVALID_ARGUMENT' });
      for (let i = 0; i < 2; i++) expect(() => bindSocket(socket as never)).toThrow(refused);
    },
  );

  it('refuses what is no socket', () => {
    for (const wrong of [undefined, null, {}, 'x']) {
      expect(() => bindSocket(wrong as never)).toThrow(expect.objectContaining({ code: 'TL_ERR_INVALID_ARGUMENT' }));
    }
  });
});
