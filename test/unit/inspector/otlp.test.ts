import { type ClientRequest, createServer, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';

import type { RequestDetail, RequestList } from '../../../src/inspector/api.js';
import type { Collector } from '../../../src/inspector/collector/collector.js';
import { forwarder } from '../../../src/inspector/collector/otlp/forwarder.js';
import { BodyReader } from '../../../src/inspector/collector/http/read-body.js';
import { TracesRequest } from '../../../src/inspector/collector/otlp/messages.js';
import { readProtobuf } from '../../../src/inspector/collector/otlp/protobuf.js';
import { ask, collecting } from '../../support/inspector/collecting.js';
import { ended, fakeAgent, started } from '../../support/inspector/fake-agent.js';
import { until } from '../../support/until.js';

const TRACE = '0123456789abcdef0123456789abcdef';
const JSON_TYPE = { 'content-type': 'application/json' };

function spans(...given: object[]): string {
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'stock' } }] };
  return JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans: given }] }] });
}

function span(id: number, parent: number, more: object = {}): object {
  return {
    traceId: TRACE.toUpperCase(),
    spanId: id.toString(16).padStart(16, '0'),
    parentSpanId: parent === 0 ? '' : parent.toString(16).padStart(16, '0'),
    name: `span ${id}`,
    kind: 2,
    startTimeUnixNano: '1000000000',
    endTimeUnixNano: 1500000000,
    ...more,
  };
}

async function send(
  { address }: Collector,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = JSON_TYPE,
  path = '/v1/traces',
): Promise<number> {
  const response = await fetch(address + path, { method: 'POST', headers, body });
  await response.text();
  return response.status;
}

async function details(collector: Collector): Promise<RequestDetail[]> {
  const { requests } = await ask<RequestList>(collector, '/api/requests');
  return Promise.all(requests.map(({ key }) => ask<RequestDetail>(collector, `/api/requests/${key}`)));
}

it('puts spans and lines of another service into the request of their trace', async () => {
  const collector = await collecting();
  const agent = await fakeAgent(collector.ingest, [started(1), started(2, { traceId: 'f'.repeat(32) })]);
  await until(() => collector.store.held === 2);
  const attributes = [
    { key: 'db.system.name', value: { stringValue: 'postgresql' } },
    { key: 'n', value: { intValue: '7' } },
    { key: 'password', value: { stringValue: 'x' } },
  ];
  expect(await send(collector, spans(span(7, 1, { attributes, status: { code: 2, message: 'gone' } })))).toBe(200);
  const record = { traceId: TRACE, spanId: '0000000000000007', timeUnixNano: '2000000000', severityText: 'WARN' };
  const logs = { resourceLogs: [{ scopeLogs: [{ logRecords: [{ ...record, body: { stringValue: 'low' } }] }] }] };
  expect(await send(collector, JSON.stringify(logs), JSON_TYPE, '/v1/logs')).toBe(200);
  const [, first] = await details(collector);
  expect(first).toMatchObject({
    name: 'GET /orders/1',
    spans: [
      { kind: 'server' },
      {
        spanId: '0000000000000007',
        parentId: '0000000000000001',
        service: 'stock',
        kind: 'server',
        startedAt: 1000,
        duration: 500,
        error: 'gone',
        attributes: { 'db.system.name': 'postgresql', n: 7, password: '(redacted)' },
      },
    ],
    lines: [{ at: 2000, level: 'warn', text: 'low', spanId: '0000000000000007' }],
  });
  await agent.end();
});

it('shows a trace alone, until its request is there', async () => {
  const collector = await collecting();
  await send(collector, spans(span(2, 1), span(1, 0, { endTimeUnixNano: '3000000000' })));
  const [trace] = await details(collector);
  expect(trace).toMatchObject({ kind: 'trace', state: 'ended', name: 'span 1', service: 'stock', duration: 2000 });
  const agent = await fakeAgent(collector.ingest, [started(9)]);
  await until(() => [...collector.store.newest()][0]?.start.kind === 'request');
  const all = await details(collector);
  expect(all.map(({ kind, spans: held }) => [kind, held.length])).toEqual([['request', 3]]);
  await agent.end();
});

it('gives what it got as OTLP again', async () => {
  const collector = await collecting();
  await send(collector, spans(span(2, 1, { attributes: [{ key: 'n', value: { doubleValue: 0.5 } }] })));
  const [trace] = await details(collector);
  const exported = await ask<object>(collector, `/api/requests/${trace?.key}/otlp`);
  const other = await collecting();
  expect(await send(other, JSON.stringify(exported))).toBe(200);
  expect((await details(other))[0]?.spans).toEqual((await details(collector))[0]?.spans);
});

it('passes on what came, as it came', async () => {
  const got: unknown[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      got.push([incoming.url, incoming.headers['content-encoding'], Buffer.concat(chunks).toString('base64')]);
      response.end();
    });
  }).listen(0);
  onTestFinished(() => void server.close());
  const forward = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const collector = await collecting({ forward });
  const zipped = gzipSync(spans(span(1, 0)));
  expect(await send(collector, new Uint8Array(zipped), { ...JSON_TYPE, 'content-encoding': 'gzip' })).toBe(200);
  await until(() => got.length === 1);
  expect(got).toEqual([['/v1/traces', 'gzip', zipped.toString('base64')]]);
});

it.each([
  ['a form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ['text', '{}', { 'content-type': 'text/plain' }, 415],
  ['what is no JSON', '{', JSON_TYPE, 400],
  ['what is no protobuf', '\u0007\u0007', { 'content-type': 'application/x-protobuf' }, 400],
  ['what is no gzip', '{}', { ...JSON_TYPE, 'content-encoding': 'gzip' }, 400],
  ['another encoding', '{}', { ...JSON_TYPE, 'content-encoding': 'br' }, 400],
  ['nothing of a trace', '{"resourceSpans":[null,1,{"scopeSpans":{}}]}', JSON_TYPE, 200],
])('answers %s', async (_, body, headers, status) => {
  const collector = await collecting();
  expect(await send(collector, body, headers)).toBe(status);
  expect(collector.store.held).toBe(0);
});

it('takes what has other types than it should', async () => {
  const odd = { toString: 1, valueOf: 1 };
  const collector = await collecting();
  const attributes = [{ key: odd, value: { intValue: odd, doubleValue: odd } }, odd];
  const body = spans(span(1, 0, { name: odd, kind: odd, startTimeUnixNano: odd, status: { code: odd }, attributes }));
  expect(await send(collector, body)).toBe(200);
  expect(await details(collector)).toMatchObject([{ spans: [{ name: '', kind: 'internal', startedAt: 0 }] }]);
});

const text = (stringValue: string): object => ({ stringValue });
const map = (...pairs: [string, object][]): object => ({
  kvlistValue: { values: pairs.map(([key, value]) => ({ key, value })) },
});

it('leaves secrets out of maps, lists, texts and bodies of logs', async () => {
  const collector = await collecting();
  const url = text('http://u:S1@h/?token=S1');
  const attributes = Object.entries({
    map: map(['password', text('S1')], ['n', { intValue: '7' }]),
    list: { arrayValue: { values: [text('authorization'), text('S1'), map(['pw', text('S1')]), url] } },
    json: text('{"password":"S1"}'),
    'http.url': url,
    'url.query': text('token=S1'),
  }).map(([key, value]) => ({ key, value }));
  const events = [{ name: 'Bearer S1' }];
  await send(
    collector,
    spans(span(1, 0, { name: '/?token=S1', events, attributes, status: { code: 2, message: 'Bearer S1' } })),
  );
  const bodies = [map(['password', text('S1')]), text('{"password":"S1"}'), url];
  const logRecords = bodies.map((body) => ({ traceId: TRACE, body, attributes }));
  await send(collector, JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] }), JSON_TYPE, '/v1/logs');
  const [trace] = await details(collector);
  expect(JSON.stringify(trace)).not.toContain('S1');
  expect(trace?.spans[0]?.attributes).toMatchObject({ map: '{"password":"(redacted)","n":7}' });
  expect(trace?.lines.map((line) => line.text)).toContain('{"password":"(redacted)"}');
});

it('takes lists in lists without end', async () => {
  const collector = await collecting();
  let value = '{"stringValue":"x"}';
  for (let depth = 0; depth < 20_000; depth++) value = `{"arrayValue":{"values":[${value}]}}`;
  const body = spans(span(1, 0, { attributes: [{ key: 'deep', value: 'DEEP' }] })).replace('"DEEP"', value);
  expect(await send(collector, body)).toBe(200);
  expect((await details(collector))[0]?.spans[0]?.attributes['deep']).toMatch(/^\[{15}.*…/);
});

it('drops traces before requests, and calls those ended of which only lines came', async () => {
  const collector = await collecting({ bytes: 40_000 });
  const agent = await fakeAgent(collector.ingest, [started(1, { traceId: 'f'.repeat(32) }), ended(1)]);
  await until(() => [...collector.store.newest()].some(({ state }) => state === 'ended'));
  const logRecords = Array.from({ length: 200 }, (_, at) => ({
    traceId: at.toString(16).padStart(32, 'a'),
    body: text('x'),
  }));
  await send(collector, JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] }), JSON_TYPE, '/v1/logs');
  const held = [...collector.store.newest()];
  expect(held.at(-1)?.start.kind).toBe('request');
  expect(held.length).toBeLessThan(40); // each costs more than its text
  expect(new Set(held.map(({ state }) => state))).toEqual(new Set(['ended']));
  collector.store.clear();
  expect(collector.store).toMatchObject({ held: 0, bytes: 0 });
  await agent.end();
});

it('reads 16 bodies at once, and refuses more', async () => {
  const collector = await collecting();
  const slow = Array.from({ length: 16 }, () => {
    const sending = request(`${collector.address}/v1/traces`, { method: 'POST', headers: JSON_TYPE });
    sending.on('error', () => {}).write('{');
    return sending;
  });
  await expect.poll(() => send(collector, '{}')).toBe(503);
  const response = await fetch(`${collector.address}/v1/traces`, { method: 'POST', headers: JSON_TYPE, body: '{}' });
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
  for (const sending of slow) sending.destroy();
  await expect.poll(() => send(collector, '{}')).toBe(200);
});

it('holds 16 MiB of bodies at once, and one that is inflated, and answers those for which there is no room', async () => {
  const bodies = new BodyReader();
  let most = 0;
  const answers: string[] = [];
  const server = createServer((incoming, response) => {
    incoming.on('data', () => (most = Math.max(most, bodies.held)));
    void (async () => {
      const answer = await bodies.read(incoming, (body) => {
        most = Math.max(most, bodies.held);
        return `read ${body.text.length}`;
      });
      answers.push(answer);
      response.end(answer);
    })();
  }).listen(0);
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const begin = (headers: object = {}): ClientRequest => {
    const sending = request({ port, method: 'POST', headers: { ...headers } });
    sending.on('response', (response) => response.resume());
    return sending;
  };
  const slow = Array.from({ length: 12 }, () => begin());
  for (const sending of slow) sending.write(Buffer.alloc(1.875 * 2 ** 20));
  await until(() => bodies.held > 14 * 2 ** 20, 10);
  await new Promise((resolve) => setTimeout(resolve, 100));
  for (const sending of slow) sending.end();
  await until(() => answers.length === 12, 10);
  expect(most).toBeLessThanOrEqual(16 * 2 ** 20);
  expect(new Set(answers)).toEqual(new Set([`read ${1.875 * 2 ** 20}`, 'one of too many']));
  expect(answers.filter((each) => each === 'one of too many').length).toBeLessThanOrEqual(4);
  expect(bodies.held).toBe(0);

  most = 0;
  const zipped = gzipSync(Buffer.alloc(8 * 2 ** 20));
  for (let count = 0; count < 8; count++) begin({ 'content-encoding': 'gzip' }).end(zipped);
  await until(() => answers.length === 20, 10);
  expect(answers.slice(12)).toEqual(Array.from({ length: 8 }, () => `read ${8 * 2 ** 20}`));
  expect(most).toBeLessThanOrEqual(8 * 2 ** 20 + 8 * zipped.length);
  expect(bodies.held).toBe(0);
});

it('answers a body that is too long when it has come', async () => {
  const collector = await collecting();
  expect(await send(collector, '['.repeat(6 * 2 ** 20))).toBe(413);
  expect(await send(collector, '{}')).toBe(200);
});

it.each(['{},', '[],', '1,', '"a":1,'])('makes nothing of JSON that has many times %s', async (part) => {
  const collector = await collecting();
  const [start, end] = part.includes(':') ? ['{', '"b":1}'] : ['[', '1]'];
  const body = (count: number): string => `{"resourceSpans":${start}${part.repeat(count)}${end}}`;
  expect(await send(collector, body(450_000))).toBe(400);
  expect(await send(collector, body(150_000))).toBe(200);
  expect(await send(collector, JSON.stringify({ text: '{,[\\"'.repeat(200_000) }))).toBe(200);
});

it('passes on no more than 8 MiB at once', async () => {
  const warnings: string[] = [];
  const waiting: ServerResponse[] = [];
  const server = createServer((_, response) => void waiting.push(response)).listen(0);
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const forward = forwarder(url, (message) => warnings.push(message));
  const raw = Buffer.alloc(3 * 2 ** 20);
  const body = { raw, text: raw, type: 'application/json', encoding: '' };
  for (let count = 0; count < 2; count++) forward('/v1/traces', body);
  expect(warnings).toEqual([]);
  forward('/v1/traces', body);
  expect(warnings).toEqual(['cannot pass on what came by OTLP: the collector is too slow']);
  await until(() => waiting.length === 2);
  for (const response of waiting.splice(0)) response.end();
  await until(() => {
    forward('/v1/traces', body);
    return waiting.length > 0;
  });
  for (const response of waiting) response.end();
});

it('waits for a body until its deadline', async () => {
  const bodies = new BodyReader(20);
  const came: unknown[] = [];
  const server = createServer(
    (incoming) => void bodies.read(incoming, () => 'read').then((body) => came.push(body)),
  ).listen(0);
  onTestFinished(() => void server.close());
  const sending = request({ port: (server.address() as AddressInfo).port, method: 'POST' });
  sending.on('error', (error) => came.push(error.message)).write('{');
  await until(() => came.length === 2);
  expect(new Set(came)).toEqual(new Set(['not what its headers say', 'socket hang up']));
});

it('keeps times to what a Date can be, and durations to some days', async () => {
  const collector = await collecting();
  const times = [
    { startTimeUnixNano: '99999999999999999999', endTimeUnixNano: '99999999999999999999' },
    { startTimeUnixNano: 1e300, endTimeUnixNano: 1e300 },
    { startTimeUnixNano: 0, endTimeUnixNano: 1e300 },
  ];
  await send(collector, spans(...times.map((each, at) => span(at + 1, 0, each))));
  const agent = await fakeAgent(collector.ingest, [started(1, { traceId: 'f'.repeat(32) }), ended(1, { at: 1e300 })]);
  await until(() => collector.store.held === 2);
  await until(() => [...collector.store.newest()].every(({ state }) => state === 'ended'));
  for (const { startedAt, duration, spans: held } of await details(collector)) {
    expect(duration).toBe(1e9);
    for (const each of held) expect(new Date(each.startedAt).getTime()).toBeGreaterThanOrEqual(0);
    expect(held.every((each) => (each.duration ?? 0) <= 1e9)).toBe(true);
    expect(startedAt).toBeLessThan(2000);
  }
  await agent.end();
});

it('inflates no more than 8 MiB', async () => {
  const collector = await collecting();
  const bomb = new Uint8Array(gzipSync(Buffer.alloc(64 * 2 ** 20)));
  expect(await send(collector, bomb, { ...JSON_TYPE, 'content-encoding': 'gzip' })).toBe(413);
});

it('throws a RangeError at worst, for any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        readProtobuf(Buffer.from(bytes), TracesRequest);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    }),
    { numRuns: 5000 },
  );
});

it('reads no more messages than anybody sends', () => {
  const empty = Buffer.alloc(2 * 150_000, Buffer.from([0x0a, 0x00]));
  expect(() => readProtobuf(empty, TracesRequest)).toThrow('Too many messages');
});
