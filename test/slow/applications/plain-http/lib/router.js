import { isKnown } from './clients.js';
import { HttpError } from './http-error.js';
import { log } from './log.js';

const routes = [];

/** Registers a handler; `pattern` has named groups for the parameters. */
export function route(method, pattern, handler, { open = false } = {}) {
  routes.push({ method, pattern, handler, open });
}

/** The listener of the server. */
export async function handle(request, response) {
  response.on('close', () => {
    const done = response.writableFinished ? 'request done' : 'request given up';
    log.debug(done, { url: request.url, status: response.statusCode });
  });
  try {
    await dispatch(request, response);
  } catch (error) {
    fail(error, request, response);
  }
}

async function dispatch(request, response) {
  const { pathname } = new URL(request.url, 'http://localhost');
  for (const { method, pattern, handler, open } of routes) {
    const match = request.method === method && pattern.exec(pathname);
    if (!match) continue;
    if (!open && !(await isKnown(request.headers.authorization))) throw new HttpError(401, 'token unknown');
    if (!open) log.debug('token accepted', { url: request.url });
    return handler(request, response, match.groups);
  }
  throw new HttpError(404, 'no such page');
}

function fail(error, request, response) {
  const status = error.status ?? 500;
  const { url, headers } = request;
  if (status >= 500) log.error('request failed', { url, error: error.stack });
  else log.warn('request refused', { url, reason: error.message, agent: headers['user-agent'] });
  if (response.headersSent) return response.destroy();
  sendJson(response, status, { error: status >= 500 ? 'internal error' : error.message });
}

export function sendJson(response, status, value) {
  const body = JSON.stringify(value);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
