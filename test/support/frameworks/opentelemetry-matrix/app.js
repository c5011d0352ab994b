// An application that serves requests in all ways that MATRIX names, all of them at once, and tells by IPC which spans were exported. Each
// of its log lines says who the request is that it is written in, and what is active there.
'use strict';
const { once } = require('node:events');
const { get } = require('node:http');
const { connect } = require('node:net');
const { setTimeout: sleep } = require('node:timers/promises');

const { trace } = require('@opentelemetry/api');
const { createLoggers } = require('./loggers.js');
const { exporter } = require('./sdk.js');
const { servers } = require('./servers.js');

const dist = `${__dirname}/../../../../dist/cjs`;
const { createTask, CTX_SPAN_ID, CTX_TRACE_ID, startSpan, withSpan } = require(`${dist}/index.js`);
const { accessLog } = require(`${dist}/access-log/index.js`);
const { OpenTelemetrySpan } = require(`${dist}/opentelemetry/index.js`);
const { inject, propagate } = require(`${dist}/propagation/index.js`);
const { mend } = require(`${dist}/mend/index.js`);

const { isRegistered, instrumented, cells, echo, database } = JSON.parse(process.env.MATRIX);
const loggers = createLoggers(isRegistered);
const tracer = trace.getTracer('matrix');
if (!isRegistered) propagate({ to: [echo] });
const pool = database && createPool();

function createPool() {
  const pg = require('pg');
  return new (isRegistered ? pg : mend(pg)).Pool({ connectionString: database, max: 3 });
}

/** Says by every logger where the request `n` is, and in which span. */
function say(n, point, span = '') {
  const active = trace.getActiveSpan()?.spanContext();
  const facts = new URLSearchParams({
    n,
    point,
    span,
    active: active === undefined ? '' : `${active.traceId}-${active.spanId}`,
    variables: `${CTX_TRACE_ID.get()}-${CTX_SPAN_ID.get()}`,
    sent: inject({}).traceparent ?? '',
  });
  for (const [name, log] of Object.entries(loggers)) log(`${facts}&logger=${name}`);
}

async function work(n) {
  say(n, 'begin');
  await sleep(n % 3);
  say(n, 'later');
  await Promise.all(['one', 'two'].map((name, i) => branch(n, name, i)));
  say(n, 'after the branches');
  const own = startSpan(`own ${n}`);
  say(n, 'own', own.spanId);
  await sleep(1);
  say(n, 'own, later', own.spanId);
  own.end();
  await withSpan(`with ${n}`, async ({ spanId }) => {
    await sleep(1);
    say(n, 'with', spanId);
    await createTask(() => say(n, 'task', spanId));
  });
  say(n, 'after');
  await Promise.all([byFetch(n), byHttp(n), byUndici(n), byCallback(n), byPromise(n)]);
  say(n, 'end');
  return 'done';
}

function branch(n, name, i) {
  return tracer.startActiveSpan(`${name} ${n}`, async (span) => {
    const { spanId } = span.spanContext();
    say(n, name, spanId);
    await sleep(2 - i);
    say(n, `${name}, later`, spanId);
    await withSpan(`within ${name} ${n}`, async (within) => {
      await sleep(i);
      say(n, `within ${name}`, within.spanId);
    });
    say(n, `${name}, after`, spanId);
    span.end();
  });
}

async function byFetch(n) {
  await (await fetch(`${echo}/fetch/${n}`)).text();
  say(n, 'fetched');
}

async function byHttp(n) {
  const [response] = await once(get(`${echo}/http/${n}`), 'response');
  response.resume();
  await once(response, 'end');
  say(n, 'answered');
}

async function byUndici(n) {
  const { body } = await require('undici').request(`${echo}/undici/${n}`);
  await body.text();
  say(n, 'answered, undici');
}

function byCallback(n) {
  if (!pool) return undefined;
  return new Promise((resolve, reject) => {
    pool.query('select pg_sleep(0.002)', (error) => {
      say(n, 'query, callback');
      if (error) reject(error);
      else resolve();
    });
  });
}

async function byPromise(n) {
  await pool?.query('select 1');
  if (pool) say(n, 'query');
}

/** The options of the adapter of a cell. */
function optionsOf(adapter) {
  if (adapter === undefined) return undefined;
  const log = accessLog((level, message, fields) => console[level](`${message} ${fields.outcome}`), {
    ...(adapter === 'OpenTelemetrySpan' && { span: OpenTelemetrySpan }),
  });
  return isRegistered ? { ...(adapter === 'OpenTelemetrySpan' && { span: OpenTelemetrySpan }) } : log;
}

/** By a bare socket: nothing of this request is in any context or span. */
async function send(port, { n, traceparent }) {
  const socket = connect(port, '127.0.0.1');
  const headers = ['host: a', 'connection: close', 'content-length: 4', 'content-type: text/plain'];
  if (traceparent) headers.push(`traceparent: ${traceparent}`);
  socket.write(`POST /work/${n} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\nbody`);
  let answer = '';
  socket.setEncoding('utf8').on('data', (chunk) => (answer += chunk));
  await once(socket, 'close');
  if (!/^HTTP\/1\.1 20[01] [^]*done/.test(answer)) throw new Error(`Request ${n}: ${answer}`);
}

async function serve({ framework, adapter, requests: sent }) {
  const server = await servers[framework]({ work, say }, optionsOf(adapter), instrumented.length > 0);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, sent };
}

async function main() {
  const served = await Promise.all(cells.map((cell) => serve(cell)));
  await Promise.all(
    served.map(async ({ server, sent }) => {
      const { port } = server.address();
      await Promise.all(sent.map((request) => send(port, request)));
      await new Promise((resolve) => server.close(resolve));
    }),
  );
  await sleep(20);
  await pool?.end();
  const spans = exporter.getFinishedSpans().map((span) => ({
    name: span.name,
    kind: span.kind,
    traceId: span.spanContext().traceId,
    spanId: span.spanContext().spanId,
    parentId: span.parentSpanContext?.spanId ?? '',
    request: Number(span.attributes.request),
    path: String(span.attributes['url.path'] ?? span.attributes['http.target'] ?? span.attributes['url.full'] ?? ''),
  }));
  process.send(spans, () => process.stdout.write('', () => process.exit()));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
