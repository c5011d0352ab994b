import type { IncomingMessage, ServerResponse } from 'node:http';

import { attempt } from '../../../core/attempt.js';
import { type Fields, fieldsOf } from '../../protocol/fields.js';
import { refuse } from '../http/answer.js';
import type { Body, BodyReader, Wrong } from '../http/read-body.js';
import type { RequestStore } from '../store/request-store.js';
import { LogsRequest, TracesRequest } from './messages.js';
import { type MessageType, readProtobuf } from './protobuf.js';
import { readJson } from './read-json.js';
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
  if (kind === undefined || request.method !== 'POST') return refuse(response, 405, 'Send it with POST');
  if (type !== JSON_TYPE && type !== PROTOBUF)
    return refuse(response, 415, `The content-type is ${JSON_TYPE} or ${PROTOBUF}`);
  const read = await bodies.read(request, (body): boolean => {
    const fields =
      type === PROTOBUF
        ? attempt(() => readProtobuf(body.text, kind.type))
        : attempt(() => fieldsOf(readJson(body.text)));
    if (fields === undefined) return false;
    for (const part of kind.read(fields)) addToTrace(store, part);
    forward(path, body);
    return true;
  });
  if (typeof read === 'string') {
    if (read === 'one of too many') response.setHeader('retry-after', '1');
    return refuse(response, STATUSES[read], `The body is ${read}`);
  }
  if (!read) return refuse(response, 400, `The body is not ${type}, or has too many parts`);
  response.writeHead(200, { 'content-type': type });
  response.end(type === PROTOBUF ? '' : '{}');
  return undefined;
}
