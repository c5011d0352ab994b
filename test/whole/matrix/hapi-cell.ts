import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

import { type Lifecycle, type Request, type ResponseToolkit, server as createHapi } from '@hapi/hapi';

import { throughline } from '../../../examples/hapi/throughline.js';
import { traced } from '../../../src/adapters/node-http/index.js';
import { CTX_REQUEST_ID } from '../../../src/index.js';
import { type Cell, listen, SERVER_OPTIONS } from './harness.js';
import { hear } from './hear.js';
import { parseNode } from './parsers/node-parsers.js';
import { chunks, echo, fail, failLater, leaveBehind } from './routes.js';

const RAW = { payload: { output: 'stream', parse: false } } as const;

/** The adapter that a third party could write: that of examples/hapi. */
export const hapiCell: Cell = {
  name: 'hapi 21, by the adapter of the guide',
  timeoutsAnswered: 'hapi answers them itself',
  async start(options, registered) {
    const listener = createServer(SERVER_OPTIONS);
    const server = createHapi({ listener, autoListen: false, debug: false, compression: false });
    await server.register(throughline(options as never));
    if (registered === 'twice') await server.register(throughline(options as never));
    if (registered === 'around too') traceAround(listener, options);

    server.ext('onPreResponse', ({ response }: Request, h: ResponseToolkit) =>
      response instanceof Error && response.isServer
        ? h.response(`handled under ${CTX_REQUEST_ID.get()}`).code(500)
        : h.continue,
    );
    const route = (method: 'GET' | 'POST', path: string, handler: Lifecycle.Method, config = {}): void =>
      server.route({ method, path, handler, options: config });
    for (const path of ['/json', '/form', '/upload']) {
      route('POST', path, ({ raw: { req, res } }) => parseNode(req, res), RAW);
    }
    route('POST', '/echo', ({ payload }) => echo((payload as Buffer | null)?.toString()), {
      payload: { parse: false },
    });
    route(
      'POST',
      '/listen',
      async ({ raw: { req, res } }) => {
        hear(req, res);
        return echo(await text(req));
      },
      RAW,
    );
    route('GET', '/late', () => leaveBehind());
    route('GET', '/throw', () => fail());
    route('GET', '/reject', () => failLater());
    for (const path of ['/stream', '/endless']) {
      route('GET', path, () => Readable.from(chunks(path === '/endless'), { objectMode: false }));
    }
    route('GET', '/empty', (_, h) => h.response().code(204));
    route('GET', '/same', (_, h) => h.response().code(304));
    await server.start(); // else it keeps no connection alive
    return listen(listener);
  },
};

function traceAround(server: ReturnType<typeof createServer>, options: Parameters<typeof traced>[1]): void {
  for (const inner of server.listeners('request')) {
    server.off('request', inner as () => void).on('request', traced(inner as Parameters<typeof traced>[0], options));
  }
}
