import { setTimeout as sleep } from 'node:timers/promises';

import { beforeEach, describe, expect, it } from 'vitest';

import { until } from '../../support/until.js';
import { CELLS } from './cells.js';
import { heard } from './hear.js';
import { run } from './running.js';
import { Wire } from './wire-client.js';

/** The lines of a POST of text. */
const post = (path: string, id: string, body: string, ...headers: string[]): string =>
  [
    `POST ${path} HTTP/1.1`,
    'host: a',
    'content-type: text/plain',
    `x-request-id: ${id}`,
    `content-length: ${body.length}`,
    ...headers,
    '',
    body,
  ].join('\r\n');

/** The ids in the headers of the answers, in order. */
const idsOf = (answers: string): string[] => [...answers.matchAll(/x-request-id: (\S+)/gi)].map(([, id]) => id ?? '');

describe.each(CELLS)('on the wire: $name', (cell) => {
  beforeEach(() => heard.clear());

  it('HTTP/1.0', async () => {
    const { port, ids } = await run(cell);
    const wire = await Wire.open(port);
    wire.send(post('/echo', 'abc', 'one').replace('HTTP/1.1', 'HTTP/1.0'));
    const answer = await wire.rest();
    expect(answer).toMatch(/abc user of abc 3$/);
    expect(idsOf(answer)).toEqual(['abc']);
    await until(() => ids.length === 1);
    expect(ids).toEqual(['abc']);
  });

  it('several requests on one connection, one after the other', async () => {
    const { port, ids } = await run(cell);
    const wire = await Wire.open(port);
    for (let i = 0; i < 5; i++) {
      wire.send(post('/echo', `id-${i}`, 'x'.repeat(i)));
      await wire.until(new RegExp(`id-${i} user of id-${i} ${i}`));
    }
    await until(() => ids.length === 5);
    expect(ids).toEqual(['id-0', 'id-1', 'id-2', 'id-3', 'id-4']);
    wire.destroy();
  });

  it('several requests on one connection, all at once', async () => {
    const { port, ids } = await run(cell);
    const wire = await Wire.open(port);
    const expected = Array.from({ length: 8 }, (_, i) => `id-${i}`);
    wire.send(expected.map((id, i) => post('/echo', id, 'x'.repeat(i))).join(''));
    const answers = await wire.until(/user of id-7/);
    expect(idsOf(answers)).toEqual(expected);
    expect([...answers.matchAll(/(id-\d) user of \1 (\d)/g)].map(([, id, bytes]) => `${id} ${bytes}`)).toEqual(
      expected.map((id, i) => `${id} ${i}`),
    );
    await until(() => ids.length === 8);
    expect(ids.toSorted()).toEqual(expected);
    wire.destroy();
  });

  const { notNode } = cell;
  const notHere = notNode ? ` (not here: ${notNode})` : '';

  it.skipIf(notNode)(`several requests at once, whose client goes before their turn${notHere}`, async () => {
    const { port, ended } = await run(cell);
    const wire = await Wire.open(port);
    const request = (id: string): string => `GET /endless HTTP/1.1\r\nhost: a\r\nx-request-id: ${id}\r\n\r\n`;
    wire.send(request('a') + request('b') + request('c'));
    await wire.until(/\[/);
    await sleep(20);
    wire.destroy();
    await until(() => ended.length === 3);
    expect(ended.map(({ requestId }) => requestId).toSorted()).toEqual(['a', 'b', 'c']);
  });

  it('a client that waits for 100 Continue', async () => {
    const { port, ids } = await run(cell);
    const wire = await Wire.open(port);
    const [head = '', body = ''] = post('/echo', 'abc', 'hello', 'expect: 100-continue').split('\r\n\r\n');
    wire.send(head, '', '');
    await wire.until(/^HTTP\/1.1 100 Continue\r\n\r\n$/);
    wire.send(body);
    expect(await wire.until(/user of/)).toMatch(/HTTP\/1.1 200 [^]*abc user of abc 5/);
    await until(() => ids.length === 1);
    wire.destroy();
  });

  it('a body in chunks, with trailers', async () => {
    const { port, ids } = await run(cell);
    const wire = await Wire.open(port);
    wire.send('POST /echo HTTP/1.1', 'host: a', 'content-type: text/plain', 'x-request-id: abc');
    wire.send('', 'transfer-encoding: chunked', 'trailer: x-request-id', '', '5', 'hello', '');
    await sleep(10);
    wire.send('6', ' world', '0', 'x-request-id: evil', '', '');
    expect(await wire.until(/user of/)).toMatch(/abc user of abc 11/);
    await until(() => ids.length === 1);
    expect(ids).toEqual(['abc']);
    wire.destroy();
  });

  it('304', async () => {
    const { request, ids } = await run(cell);
    const response = await request('/same', 'abc');
    expect([response.status, response.headers.get('x-request-id')]).toEqual([304, 'abc']);
    await until(() => ids.length === 1);
  });

  it('a client that goes in the middle of an upload', async () => {
    const { port, ended, ids } = await run(cell);
    const wire = await Wire.open(port);
    wire.send(post('/echo', 'abc', 'hello').replace('content-length: 5', 'content-length: 500'));
    await sleep(20);
    wire.destroy();
    await until(() => ended.length === 1);
    await sleep(20);
    expect(ids).toEqual(['abc']);
    expect(ended[0]?.error).toBeInstanceOf(Error);
  });

  it.skipIf(notNode)(`its listeners, when a client goes in the middle of an upload${notHere}`, async () => {
    const { port } = await run(cell);
    const wire = await Wire.open(port);
    wire.send(post('/listen', 'abc', 'hello').replace('content-length: 5', 'content-length: 500'));
    await until(() => heard.has('request data abc'));
    wire.destroy();
    const events = ['request data', 'request aborted', 'request error', 'request close', 'response close'];
    await until(() => events.every((event) => heard.has(`${event} abc`)));
    expect([...heard].filter((event) => !event.endsWith(' abc'))).toEqual([]);
  });

  it.skipIf(notNode)(`its listeners, when several requests come at once${notHere}`, async () => {
    const { port } = await run(cell);
    const wire = await Wire.open(port);
    const sent = ['a', 'b', 'c'];
    wire.send(sent.map((id) => post('/listen', id, 'hello')).join(''));
    const events = ['request data', 'request end', 'request close', 'response finish', 'response close'];
    await until(() => heard.size === 15);
    expect([...heard].toSorted()).toEqual(events.flatMap((event) => sent.map((id) => `${event} ${id}`)).toSorted());
    wire.destroy();
  });

  const { timeoutsAnswered } = cell;
  const answered = timeoutsAnswered ? ` (without an error: ${timeoutsAnswered})` : '';

  it(`an upload that takes longer than the server allows${answered}`, async () => {
    const { port, server, ended, ids } = await run(cell);
    server.headersTimeout = 100;
    server.requestTimeout = 100;
    const wire = await Wire.open(port);
    wire.send(post('/echo', 'abc', 'hello').replace('content-length: 5', 'content-length: 500'));
    await wire.rest();
    await until(() => ended.length === 1);
    expect(ids).toEqual(['abc']);
    expect(ended[0]?.error instanceof Error).toBe(!timeoutsAnswered);
  });

  it('a connection that is silent for longer than the server allows', async () => {
    const { port, server, ended, ids } = await run(cell);
    server.setTimeout(100);
    const wire = await Wire.open(port);
    wire.send(post('/echo', 'abc', 'hello').replace('content-length: 5', 'content-length: 500'));
    await wire.rest();
    await until(() => ended.length === 1);
    expect(ids).toEqual(['abc']);
    expect(ended[0]?.error).toBeInstanceOf(Error);
  });
});
