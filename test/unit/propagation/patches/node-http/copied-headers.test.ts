import { once } from 'node:events';
import { Agent, type ClientRequest, get, request, type RequestOptions } from 'node:http';

import { context as contextApi, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

import { ThroughlineContextManager } from '../../../../../src/opentelemetry/index.js';
import { extract, inject, propagate } from '../../../../../src/propagation/index.js';
import { record, type Recorder } from '../../../../support/recorder.js';

let listed: Recorder;
let other: Recorder;
beforeEach(async () => {
  other = await record();
  listed = await record((_, response) => response.writeHead(302, { location: other.origin }).end());
  onTestFinished(propagate({ to: listed.origin }));
});

const inTrace = <T>(fn: () => T): T => extract({ 'x-request-id': 'abc', baggage: 'k=v' }).run(fn);

async function send(url: string, options: RequestOptions): Promise<ClientRequest> {
  const sent = get(url, options);
  const [response] = await once(sent, 'response');
  await once(response.resume(), 'end');
  return sent;
}

describe('a client of node:http that copies the headers of one request into the next', () => {
  it.each<[string, () => RequestOptions]>([
    ['without an agent', () => ({})],
    [
      'with an agent of a class with its own createConnection',
      () => ({
        agent: new (class extends Agent {
          override createConnection(
            ...args: Parameters<Agent['createConnection']>
          ): ReturnType<Agent['createConnection']> {
            return super.createConnection(...args);
          }
        })(),
      }),
    ],
  ])('sends nothing of ours to an origin that is not listed, %s', async (_, options) => {
    await inTrace(async () => {
      const first = await send(listed.origin, { headers: { 'x-own': '1' } });
      await send(other.origin, { ...options(), headers: first.getHeaders() });
    });
    expect(listed.received[0]!.all('x-request-id')).toEqual(['abc']);
    expect([other.received[0]!.all('x-own'), other.carried]).toEqual([['1'], false]);
  });

  it('one after the other too, as superagent does', async () => {
    await inTrace(async () => {
      const first = await send(listed.origin, {});
      const second = request(other.origin);
      for (const [name, value] of Object.entries(first.getHeaders())) second.setHeader(name, value!);
      second.end();
      await once(second, 'response');
    });
    expect([other.received.length, other.carried]).toEqual([1, false]);
  });

  it("but what is the caller's own stays", async () => {
    const own = { traceparent: `00-${'1'.repeat(32)}-${'2'.repeat(16)}-00`, 'x-request-id': 'abc' };
    await inTrace(async () => {
      await send(listed.origin, {});
      await send(other.origin, { headers: own });
    });
    expect(own).toEqual({ traceparent: other.received[0]!.all('traceparent')[0], 'x-request-id': 'abc' });
  });

  it('and so does what is sent on purpose of a span that is recorded', async () => {
    contextApi.setGlobalContextManager(new ThroughlineContextManager());
    onTestFinished(() => contextApi.disable());
    const span = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 };
    await contextApi.with(trace.setSpanContext(ROOT_CONTEXT, span), async () => {
      await send(listed.origin, {});
      await send(other.origin, { headers: inject({}) });
    });
    expect(other.received[0]!.all('traceparent')).toEqual(listed.received[0]!.all('traceparent'));
  });
});
