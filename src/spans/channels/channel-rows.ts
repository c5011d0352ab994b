import { attributeText } from '../../request/attribute-text.js';
import type { SpanStart } from '../record/recorder.js';

/** What a library publishes of one call. */
export type Message = Readonly<Record<string, unknown>>;

/** Makes the span of a call from what the library says of it. */
export type SpanOf = (message: Message) => SpanStart;

/**
 * The TracingChannels of libraries, without `tracing:`, and how to make a span of a call on each. Sources: the code of fastify 5, h3 2,
 * srvx 1, ioredis 6, node-redis 6 and mysql2 3.24; `mend/publish-queries.ts`; OpenTelemetry semantic conventions, database clients.
 */
export const CHANNELS: Readonly<Record<string, SpanOf>> = {
  'ioredis:command': redisCommand,
  'ioredis:batch': redisBatch,
  'node-redis:command': redisCommand,
  'node-redis:batch': redisBatch,
  'mysql2:query': (message) => sql('mysql', message, false),
  'mysql2:execute': (message) => sql('mysql', message, true),
  'throughline:pg.query': (message) => sql('postgresql', message, Array.isArray(message['values'])),
  'fastify.request.handler': ({ route }) => internal(`handler ${textIn(route, 'url') ?? 'not found'}`),
  'h3.request': ({ type }) => internal(type === 'middleware' ? 'middleware' : 'handler'),
  'srvx.middleware': () => internal('middleware'),
};

function internal(name: string): SpanStart {
  return { name, kind: 'internal', attributes: undefined };
}

function redisCommand(message: Message): SpanStart {
  return database('redis', String(message['command']).toUpperCase(), message);
}

function redisBatch(message: Message): SpanStart {
  const operation = message['batchMode'] === 'MULTI' ? 'MULTI' : 'PIPELINE';
  return database('redis', operation, message, { 'db.operation.batch.size': numberIn(message, 'batchSize') });
}

/** The text of a query has its values in it, unless it has placeholders. */
function sql(system: string, message: Message, hasPlaceholders: boolean): SpanStart {
  const text = textIn(message, 'query') ?? '';
  const [operation = 'QUERY'] = /^[a-z]+/i.exec(text.trimStart()) ?? [];
  const query = hasPlaceholders ? { 'db.query.text': attributeText(text) } : undefined;
  return database(system, operation.toUpperCase(), message, query);
}

function database(system: string, operation: string, message: Message, more?: SpanStart['attributes']): SpanStart {
  const namespace = textIn(message, 'database') ?? numberIn(message, 'database')?.toString();
  const attributes = {
    'db.system.name': system,
    'db.operation.name': operation,
    'db.namespace': namespace || undefined,
    'server.address': textIn(message, 'serverAddress'),
    'server.port': numberIn(message, 'serverPort'),
    ...more,
  };
  return { name: operation, kind: 'client', attributes };
}

function textIn(message: unknown, name: string): string | undefined {
  const value = (message as Message | undefined)?.[name];
  return typeof value === 'string' ? value : undefined;
}

function numberIn(message: Message, name: string): number | undefined {
  const value = message[name];
  return typeof value === 'number' ? value : undefined;
}
