import type { IncomingMessage, ServerResponse } from 'node:http';

import { attempt } from '../../../core/attempt.js';
import type { InspectorStatus } from '../../api.js';
import type { HeldRequest } from '../store/held-request.js';
import { readLineFilter } from '../store/line-filter.js';
import { findRequests, readFilter } from '../store/request-filter.js';
import type { RequestStore } from '../store/request-store.js';
import { toOtlp } from '../otlp/to-otlp.js';
import { isOtlp, receiveOtlp } from '../otlp/receive-otlp.js';
import { curlOf } from '../replay/curl.js';
import { replay } from '../replay/replay.js';
import { refuse, sendJson, sendText, setSafeHeaders } from './answer.js';
import type { EventStream } from './event-stream.js';
import type { Guard } from './guard.js';
import { sendPageFile } from './page-files.js';
import type { Body, BodyReader } from './read-body.js';

/** What the routes answer from. */
export interface Parts {
  readonly store: RequestStore;
  readonly guard: Guard;
  readonly events: EventStream;
  readonly status: () => InspectorStatus;
  readonly bodies: BodyReader;
  /** Passes on what came by OTLP. */
  readonly forward: (path: string, body: Body) => void;
  /** The folder of the page that is built. */
  readonly page: string;
}

const REFUSED = 'Only this machine can open this address. Open the address that throughline dev printed.';

/** Answers one request to the collector. */
export function answer(parts: Parts, request: IncomingMessage, response: ServerResponse): void {
  setSafeHeaders(response);
  const { guard } = parts;
  if (!guard.isFromHere(request)) return sendText(response, 403, REFUSED);
  const url = attempt(() => new URL(request.url ?? '/', 'http://localhost'));
  if (url === undefined) return refuse(response, 400, 'The address is not valid');
  if (isOtlp(url.pathname)) {
    receiveOtlp(parts, request, response, url.pathname).catch(() => response.destroy());
    return undefined;
  }
  const cookie = guard.cookieFor(url.searchParams.get('token'));
  if (cookie !== undefined && request.method === 'GET') {
    response.writeHead(303, { 'set-cookie': cookie, location: '/' }).end();
    return;
  }
  if (!guard.mayRead(request)) return sendText(response, 401, REFUSED);
  if (url.pathname.startsWith('/api/')) return answerApi(parts, request, response, url);
  if (request.method === 'GET') return sendPageFile(response, parts.page, url.pathname);
  return refuse(response, 405, 'Ask by GET');
}

function answerApi(parts: Parts, request: IncomingMessage, response: ServerResponse, url: URL): void {
  const { store } = parts;
  const [, , name = '', key, what = ''] = url.pathname.split('/');
  if (name === 'requests' && key !== undefined) {
    const held = store.get(key);
    if (held === undefined) return refuse(response, 404, 'There is no such request, or it was dropped');
    return answerRequest(held, what, request, response);
  }
  switch (`${request.method} ${name}`) {
    case 'GET requests': {
      const filter = readFilter(url.searchParams);
      if (typeof filter === 'string') return refuse(response, 400, filter);
      return sendJson(response, findRequests(store, filter));
    }
    case 'DELETE requests':
      if (!isMeant(request)) return refuse(response, 400, NOT_MEANT);
      store.clear();
      response.writeHead(204).end();
      return;
    case 'GET status':
      return sendJson(response, parts.status());
    case 'GET findings':
      return sendJson(response, { findings: [...store.findings.values()] });
    case 'GET lines': {
      const filter = readLineFilter(url.searchParams);
      if (typeof filter === 'string') return refuse(response, 400, filter);
      return sendJson(response, store.outside.find(filter));
    }
    case 'GET events':
      return parts.events.open(response, lastIdOf(request));
    default:
      return refuse(response, 404, 'There is no such route');
  }
}

function answerRequest(held: HeldRequest, what: string, request: IncomingMessage, response: ServerResponse): void {
  switch (`${request.method} ${what}`) {
    case 'GET ':
      return sendJson(response, held.detail());
    case 'GET lines':
      return sendJson(response, { lines: held.lines });
    case 'GET otlp':
      return sendJson(response, toOtlp(held.detail()));
    case 'GET curl': {
      const curl = curlOf(held);
      return curl === undefined
        ? refuse(response, 404, 'It is not a request')
        : sendText(response, 200, curl.trimEnd());
    }
    case 'POST replay':
      if (!isMeant(request) || request.headers['content-type'] !== 'application/json')
        return refuse(response, 400, `${NOT_MEANT}, and content-type: application/json`);
      void replay(held).then((replayed) => sendJson(response, replayed, replayed.error === undefined ? 200 : 409));
      return undefined;
    default:
      return refuse(response, 404, 'There is no such route');
  }
}

const NOT_MEANT = 'Send the header x-throughline-inspector: 1';

/** No form and no image of another site can send such a header. */
function isMeant({ headers }: IncomingMessage): boolean {
  return headers['x-throughline-inspector'] === '1';
}

function lastIdOf({ headers }: IncomingMessage): string | undefined {
  const id = headers['last-event-id'];
  return typeof id === 'string' ? id : undefined;
}
