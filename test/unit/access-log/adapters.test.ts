import { setTimeout as sleep } from 'node:timers/promises';

import { pino } from 'pino';
import { describe, expect, it } from 'vitest';

import { accessLog } from '../../../src/access-log/index.js';
import { traced, tracedStream } from '../../../src/adapters/node-http/index.js';
import { mixin } from '../../../src/loggers/pino/index.js';
import { LogCapture } from '../../../src/testing/index.js';
import { serve as serveHttp2 } from '../adapters/node-http/http2/serve.js';
import { CELLS } from '../../whole/matrix/cells.js';
import { run } from '../../whole/matrix/running.js';
import { until } from '../../support/until.js';
import { serve as serveWs } from '../adapters/ws/serve.js';

const TEXT = { 'content-type': 'text/plain' };

function setUp(): { readonly capture: LogCapture; readonly options: ReturnType<typeof accessLog> } {
  const capture = new LogCapture();
  return { capture, options: accessLog(pino({ mixin }, capture)) };
}

describe.each(CELLS)('access log: $name', (cell) => {
  it('has one line for each of many requests at once, beside the hooks of the application', async () => {
    const { capture, options } = setUp();
    const { request, ended } = await run(cell, options);
    const paths = ['/echo', '/stream', '/late', '/nowhere', '/empty', '/throw', '/reject'];
    const sent = await Promise.all(
      Array.from({ length: 70 }, async (_, n) => {
        const path = paths[n % paths.length]!;
        const upload = path === '/echo' ? { method: 'POST', headers: TEXT, body: 'x'.repeat(n) } : {};
        const response = await request(`${path}?secret=1`, `id-${n}`, upload);
        return { id: `id-${n}`, path, status: response.status, bytes: (await response.arrayBuffer()).byteLength };
      }),
    );
    await until(() => ended.length === sent.length);
    expect(capture.lines.join('')).not.toContain('secret');
    const lines = capture.entries;
    expect(lines).toHaveLength(sent.length);
    for (const { id, path, status, bytes } of sent) {
      const line = lines.find(({ request_id: requestId }) => requestId === id);
      const method = path === '/echo' ? 'POST' : 'GET';
      expect(line).toMatchObject({ method, path, status, bytes, msg: `${method} ${path} ${status}` });
      expect(line).toMatchObject({ level: status >= 500 ? 50 : status >= 400 ? 40 : 30 });
      expect(line!['duration_ms']).toBeGreaterThanOrEqual(0);
      expect(['completed', 'failed']).toContain(line!['outcome']);
      if (status < 500) expect(line!['outcome']).toBe('completed');
    }
  });

  it('says that the client went, once', async () => {
    const { capture, options } = setUp();
    const { request, ended } = await run(cell, options);
    const abort = new AbortController();
    const response = await request('/endless', 'gone', { signal: abort.signal });
    await response.body!.getReader().read();
    abort.abort();
    await until(() => ended.length === 1);
    await sleep(20);
    expect(capture.entries).toMatchObject([{ request_id: 'gone', level: 40, status: 200, outcome: 'aborted' }]);
    expect(capture.entries[0]!['bytes']).toBeGreaterThan(0);
  });
});

describe('access log', () => {
  it.each(['stream', 'compatibility'])('goes for HTTP/2, by its %s API', async (api) => {
    const { capture, options } = setUp();
    const { request } = await serveHttp2((server, given) => {
      if (api === 'stream')
        server.on(
          'stream',
          tracedStream((stream) => void stream.end('hello'), given),
        );
      else server.on('request', traced((_, response) => response.end('hello'), given) as never);
    }, options);
    await Promise.all(['a', 'b', 'c'].map((id) => request('/x?q=1', id)));
    await until(() => capture.lines.length === 3);
    const line = { method: 'GET', path: '/x', status: 200, bytes: 5, outcome: 'completed' };
    for (const request_id of ['a', 'b', 'c'])
      expect(capture.entries).toContainEqual(expect.objectContaining({ request_id, ...line }));
  });

  it('has one line for a connection of a WebSocket', async () => {
    const { capture, options } = setUp();
    const { open, ended } = await serveWs(() => {}, options);
    const client = await open({ 'x-request-id': 'mine' }, '/chat');
    client.close();
    await until(() => ended.length === 1);
    expect(capture.entries).toMatchObject([
      { request_id: 'mine', path: '/chat', outcome: 'completed', msg: 'GET /chat completed' },
    ]);
    expect(capture.entries[0]).not.toHaveProperty('status');
  });
});
