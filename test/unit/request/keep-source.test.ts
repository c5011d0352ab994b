import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

import { afterEach, expect, it, vi } from 'vitest';

import { CTX_REQUEST_ID } from '../../../src/index.js';
import { keepSource } from '../../../src/request/keep-source.js';
import { Tracing } from '../../../src/request/run/tracing.js';

const open = () => {
  const scope = { type: 'http', method: 'GET', path: '/', headers: new Map([['x-request-id', 'mine']]) };
  return new Tracing({}).open(scope);
};

/** Its only chunk is the id of the context in which it is read. */
const readable = (): Readable =>
  new Readable({
    read() {
      this.push(CTX_REQUEST_ID.get());
      this.push(null);
    },
  });

void globalThis.Response; // Node loads it with what there is then
afterEach(() => void vi.unstubAllGlobals());

it.each([[['Response']], [['ReadableStream']], [['Response', 'ReadableStream']]])(
  "keeps one of Node's streams in the context without %j, and leaves the rest as it is",
  async (missing) => {
    for (const name of missing) vi.stubGlobal(name, undefined);
    const task = open();
    await task.start(() => undefined);
    const stream = readable();
    expect(keepSource(stream, task)).toBe(stream);
    expect(await text(stream)).toBe('mine');
    for (const body of ['text', 7, null, undefined, { a: 1 }]) expect(keepSource(body, task)).toBe(body);
  },
);

it('does so where a class cannot be loaded', async () => {
  const { Response: own } = globalThis;
  Object.defineProperty(globalThis, 'Response', {
    configurable: true,
    get: () => {
      throw new ReferenceError('TextEncoder is not defined');
    },
  });
  try {
    expect(keepSource('text', open())).toBe('text');
  } finally {
    Object.defineProperty(globalThis, 'Response', { configurable: true, writable: true, value: own });
  }
});

it('keeps a stream of the web, and a response with one', async () => {
  const task = open();
  await task.start(() => undefined);
  const source = {
    pull(controller: ReadableStreamDefaultController<Uint8Array>) {
      controller.enqueue(new TextEncoder().encode(CTX_REQUEST_ID.get()));
      controller.close();
    },
  };
  const stream = (): ReadableStream<Uint8Array> => new ReadableStream(source, { highWaterMark: 0 });
  expect(await text(keepSource(stream(), task) as never)).toBe('mine');
  const response = keepSource(new Response(stream(), { status: 201 }), task) as Response;
  expect([response.status, await response.text()]).toEqual([201, 'mine']);
});
