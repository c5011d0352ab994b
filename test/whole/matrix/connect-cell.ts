import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

import connect, { type ErrorHandleFunction, type IncomingMessage } from 'connect';

import { throughline } from '../../../src/adapters/express/index.js';
import { CTX_REQUEST_ID } from '../../../src/index.js';
import { around, type Cell, register, serve } from './harness.js';
import { hear } from './hear.js';
import { parseNode } from './parsers/node-parsers.js';
import { chunks, echo, fail, failLater, leaveBehind } from './routes.js';

const PARSED = new Set(['/json', '/form', '/upload']);

export const connectCell: Cell = {
  name: 'Connect 3',
  errorsUnseen: 'middleware is not told of errors that others handle',
  start(options, registered) {
    const app = connect();
    register(registered, () => app.use(throughline(options)));
    app.use((request, response, next) => void answer(request, response).catch(next));
    const onError: ErrorHandleFunction = (_error, _request, response, _next) => {
      response.statusCode = 500;
      response.end(`handled under ${CTX_REQUEST_ID.get()}`);
    };
    app.use(onError);
    return serve(around(registered, app, options));
  },
};

async function answer(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
  const path = request.url ?? '';
  if (path === '/listen') hear(request, response);
  if (PARSED.has(path)) return response.end(await parseNode(request, response));
  if (path === '/echo' || path === '/listen') return response.end(await echo(await text(request)));
  if (path === '/late') return response.end(leaveBehind());
  if (path === '/throw') return fail();
  if (path === '/reject') return failLater();
  if (path === '/stream' || path === '/endless') return Readable.from(chunks(path === '/endless')).pipe(response);
  response.statusCode = path === '/empty' ? 204 : path === '/same' ? 304 : 404;
  return response.end();
}
