import { AsyncLocalStorage } from 'node:async_hooks';
import { tracingChannel } from 'node:diagnostics_channel';

import { describe, expect, it, onTestFinished } from 'vitest';

import { CTX_REQUEST_ID, startSpan } from '../../../../src/index.js';
import { Tracing } from '../../../../src/request/run/tracing.js';
import { captureSpans } from '../../../../src/testing/index.js';
import { scopeWith } from '../../../support/scope-with.js';
import { serve } from '../../../support/serve.js';

const EVENTS = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'] as const;

/** What is published, each event with the id that is current, the path and the status. */
function listen(): string[] {
  const told: string[] = [];
  const channel = tracingChannel<object, object>('throughline:request');
  const listeners = Object.fromEntries(
    EVENTS.map((event) => [
      event,
      ({ scope, status, span, error }: never) => {
        const { path } = scope as { path: string };
        const { requestId } = span as { requestId: string };
        told.push([event, path, requestId, status ?? '-', (error as Error | undefined)?.message ?? '-'].join(' '));
      },
    ]),
  );
  channel.subscribe(listeners as never);
  onTestFinished(() => {
    channel.unsubscribe(listeners as never);
  });
  return told;
}

describe('tracing:throughline:request', () => {
  it('tells of the start and the end of a request, by the rules of a TracingChannel', async () => {
    const told = listen();
    const { url } = await serve((request, response) => {
      told.push(`application ${CTX_REQUEST_ID.get()}`);
      if (request.url === '/fails') throw new Error('no');
      setTimeout(() => response.writeHead(201).end(), 1);
    });
    await (await fetch(`${url}/a?b=c`, { headers: { 'x-request-id': 'mine' } })).text();
    expect(told.splice(0)).toEqual([
      'start /a mine - -',
      'application mine',
      'end /a mine - -',
      'asyncStart /a mine 201 -',
      'asyncEnd /a mine 201 -',
    ]);
    await (await fetch(`${url}/fails`, { headers: { 'x-request-id': 'mine' } })).text();
    expect(told.filter((line) => !line.startsWith('application'))).toEqual([
      'start /fails mine - -',
      'end /fails mine - -',
      'error /fails mine 500 no',
      'asyncStart /fails mine 500 no',
      'asyncEnd /fails mine 500 no',
    ]);
  });

  it('tells of the end of a request whose client had gone before it was started', async () => {
    const told = listen();
    const task = new Tracing({ requestBefore: () => Promise.resolve() }).open(scopeWith({ 'x-request-id': 'mine' }));
    const started = task.start(() => told.push('application'));
    task.abort();
    await started;
    task.end();
    expect(told.map((line) => line.split(' ')[0])).toEqual([
      'start',
      'application',
      'end',
      'error',
      'asyncStart',
      'asyncEnd',
    ]);
  });

  it('tells all or nothing of a request while others listen and leave', async () => {
    const channel = tracingChannel<object, object>('throughline:request');
    const nobody = { error: (): void => {} };
    const { url } = await serve((request, response) => {
      if (request.url === '/leaves') channel.unsubscribe(nobody as never);
      response.end();
    });
    const ask = async (path: string): Promise<unknown> => (await fetch(url + path)).text();
    channel.subscribe(nobody as never);
    await ask('/leaves');
    await ask('/unheard');
    const told = listen();
    await ask('/heard');
    expect(told.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'start /heard',
      'end /heard',
      'asyncStart /heard',
      'asyncEnd /heard',
    ]);
  });

  it('makes requests the roots of the spans that a test captures', async () => {
    using capture = captureSpans();
    const { url } = await serve((request, response) => {
      startSpan('within').end();
      response.statusCode = request.url === '/a' ? 201 : 202;
      response.end();
    });
    await (await fetch(`${url}/a`)).text();
    await (await fetch(`${url}/b`)).text();
    expect(capture.outline).toBe('GET /a\n  within\nGET /b\n  within');
    expect(capture.find('GET /a')).toMatchObject({ kind: 'server', hasEnded: true, error: undefined });
    expect(capture.find('GET /a').attributes['http.response.status_code']).toBe(201);
  });

  it('lets others bind a store for the request', async () => {
    const storage = new AsyncLocalStorage<string>();
    const { start } = tracingChannel<object, object>('throughline:request');
    start.bindStore(storage as never, (message) => (message as { scope: { path: string } }).scope.path as never);
    onTestFinished(() => void start.unbindStore(storage as never));
    const { url } = await serve(async (_, response) => {
      await Promise.resolve();
      response.end(storage.getStore());
    });
    expect(await (await fetch(`${url}/bound`)).text()).toBe('/bound');
    expect(storage.getStore()).toBeUndefined();
  });
});
