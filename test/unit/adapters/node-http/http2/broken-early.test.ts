import { once } from 'node:events';
import { createServer, type Http2Server } from 'node:http2';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';

import { traced, tracedStream } from '../../../../../src/adapters/node-http/index.js';
import type { Span, TracingOptions } from '../../../../../src/index.js';
import { until } from '../../../../support/until.js';

/** A frame of HTTP/2. Source: RFC 9113, 4.1. */
function frame(type: number, flags: number, stream: number, body: readonly number[] = []): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(body.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, Buffer.from(body)]);
}

const PREFACE = Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), frame(4, 0, 0)]);
/** GET / of one stream, whose request ends there. */
const REQUEST = frame(1, 5, 1, [0x82, 0x84, 0x86, 0x41, 1, 0x78]);

const BREAKS = {
  'a reset with INTERNAL_ERROR': frame(3, 0, 1, [0, 0, 0, 2]),
  'a reset with REFUSED_STREAM': frame(3, 0, 1, [0, 0, 0, 7]),
  'GOAWAY with INTERNAL_ERROR': frame(7, 0, 0, [0, 0, 0, 0, 0, 0, 0, 2]),
};

type Listen = (server: Http2Server, options: TracingOptions) => void;

const LISTEN: Readonly<Record<string, Listen>> = {
  stream: (server, options) =>
    server.on(
      'stream',
      tracedStream((stream) => {
        stream.on('error', () => {});
        stream.respond();
        stream.end('hello');
      }, options),
    ),
  compatibility: (server, options) =>
    server.on(
      'request',
      traced((request, response) => {
        request.on('error', () => {});
        response.end('hello');
      }, options) as never,
    ),
};

/** How each API is broken off in each way. */
const CASES = Object.keys(LISTEN).flatMap((api) =>
  Object.entries(BREAKS).map(([name, frames]) => ({ api, name, frames })),
);

describe.each(CASES)('$api API, $name in one packet with the request', ({ api, frames }) => {
  afterEach(() => vi.restoreAllMocks());

  it('ends the span, and no error is left for the process, while a hook asks to wait', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const uncaught: unknown[] = [];
    const listeners = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException').on('uncaughtException', (error) => uncaught.push(error));
    onTestFinished(() => {
      process.removeAllListeners('uncaughtException');
      for (const listener of listeners) process.on('uncaughtException', listener);
    });

    const ended: Span[] = [];
    const server = createServer();
    server.on('sessionError', () => {});
    LISTEN[api]!(server, { requestBefore: () => sleep(20), end: (span) => void ended.push(span) });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    onTestFinished(() => {
      socket.destroy();
      server.close();
    });
    socket.on('error', () => {}).resume();
    socket.write(Buffer.concat([PREFACE, REQUEST, frames]));
    await until(() => ended.length === 1);
    await sleep(60);
    expect(uncaught).toEqual([]);
    expect(ended).toHaveLength(1);
  });
});
