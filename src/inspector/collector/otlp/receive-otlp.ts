import type { IncomingMessage, ServerResponse } from 'node:http';

import { attempt } from '../../../core/attempt.js';
import { type Fields, fieldsOf } from '../../protocol/fields.js';
import { refuse } from '../http/answer.js';
import type { Body, BodyReader, Wrong } from '../http/read-body.js';
import type { RequestStore } from '../store/request-store.js';
import { LogsRequest, TracesRequest } from './messages.js';
import { type MessageType, readProtobuf } from './protobuf.js';
import { type OfTrace, readLogs, readSpans } from './read-otlp.js';
import { addToTrace } from './traces.js';

const KINDS: Readonly<Record<string, { type: MessageType; read: (body: Fields) => readonly OfTrace[] }>> = {
  '/v1/traces': { type: TracesRequest, read: readSpans },
  '/v1/logs': { type: LogsRequest, read: readLogs },
};

/** What receiving takes. */
interface Receiving {
  readonly store: RequestStore;
  readonly bodies: BodyReader;
  readonly forward: (path: string, body: Body) => void;
}

const STATUSES: Readonly<Record<Wrong, number>> = {
  'too much': 413,
  'not what its headers say': 400,
  'one of too many': 503,
};

const JSON_TYPE = 'application/json';
const PROTOBUF = 'application/x-protobuf';

/** Whether a path is one that OTLP over HTTP has here. */
export function isOtlp(path: string): boolean {
  return Object.hasOwn(KINDS, path);
}

/**
 * Takes what an exporter sends to `/v1/traces` or `/v1/logs`, as JSON or protobuf, and calls `forward` with it as it came. Nobody can
 * read anything by that. Source: OTLP 1.x, "OTLP/HTTP".
 */
export async function receiveOtlp(
  { store, bodies, forward }: Receiving,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const kind = KINDS[path];
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (kind === undefined || request.method !== 'POST') return refuse(response, 405, 'Send it by POST');
  if (type !== JSON_TYPE && type !== PROTOBUF)
    return refuse(response, 415, `The content-type is ${JSON_TYPE} or ${PROTOBUF}`);
  const body = await bodies.read(request);
  if (typeof body === 'string') {
    if (body === 'one of too many') response.setHeader('retry-after', '1').setHeader('connection', 'close');
    return refuse(response, STATUSES[body], `The body is ${body}`);
  }
  const fields =
    type === PROTOBUF
      ? attempt(() => readProtobuf(body.text, kind.type))
      : attempt(() => fieldsOf(JSON.parse(body.text.toString('utf8'))));
  if (fields === undefined) return refuse(response, 400, `The body is not ${type}`);
  for (const part of kind.read(fields)) addToTrace(store, part);
  forward(path, body);
  response.writeHead(200, { 'content-type': type });
  response.end(type === PROTOBUF ? '' : '{}');
  return undefined;
}
