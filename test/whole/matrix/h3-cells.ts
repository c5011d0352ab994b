import { Readable } from 'node:stream';

import { type EventHandler, H3 } from 'h3';
import { toNodeHandler } from 'h3/node';

import { traced } from '../../../src/adapters/fetch/index.js';
import { throughline } from '../../../src/adapters/h3/index.js';
import { CTX_REQUEST_ID, type TracingOptions } from '../../../src/index.js';
import { fetchServer } from './fetch-server.js';
import { around, type Cell, register, type Registered, serve } from './harness.js';
import { hear } from './hear.js';
import { parseFetch } from './parsers/fetch-parsers.js';
import { chunks, echo, fail, failLater, leaveBehind } from './routes.js';

function h3App(options: TracingOptions, registered: Registered | undefined): H3 {
  const app = new H3({
    silent: true,
    onError: () => new Response(`handled under ${CTX_REQUEST_ID.get()}`, { status: 500 }),
  });
  register(registered, () => app.register(throughline(options)));
  for (const path of ['/json', '/form', '/upload']) app.post(path, ({ req }) => parseFetch(req));
  const onEcho: EventHandler = async ({ req, res }) => {
    res.statusText = 'OK'; // h3 sends none of itself
    return echo(await req.text());
  };
  app.post('/echo', onEcho);
  app.post('/listen', (event) => {
    const { req, res } = event.runtime?.node ?? {};
    if (req !== undefined && res !== undefined) hear(req as never, res as never);
    return onEcho(event);
  });
  app.get('/late', () => leaveBehind());
  app.get('/throw', () => fail());
  app.get('/reject', () => failLater());
  app.get('/stream', () => ReadableStream.from(chunks()));
  app.get('/endless', () => Readable.from(chunks(true)));
  app.get('/empty', () => new Response(null, { status: 204 }));
  app.get('/same', () => new Response(null, { status: 304 }));
  app.all('/**', () => new Response(null, { status: 404 }));
  return app;
}

export const H3_CELLS: readonly Cell[] = [
  {
    name: 'h3 2 on Node',
    start(options, registered) {
      const handler = toNodeHandler(h3App(options, registered));
      return serve(around(registered, (request, response) => void handler(request, response), options));
    },
  },
  {
    name: 'h3 2 on fetch alone',
    notNode: 'nothing of the connection reaches a fetch handler',
    start(options, registered) {
      const app = h3App(options, registered);
      const handler = async (request: Request): Promise<Response> => app.fetch(request);
      return fetchServer(registered === 'around too' ? traced(handler, options) : handler);
    },
  },
];
