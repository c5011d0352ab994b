import { spawnSync } from 'node:child_process';

import { describe, expect, it } from 'vitest';
import { Pool } from 'undici';

import { until } from '../../support/until.js';
import { type Service, type Seen, startRelay, startService } from './start-service.js';

const REQUESTS = 200;
const hasPython = spawnSync('python3', ['--version']).status === 0;

/** Calls the first service `REQUESTS` times, 50 at once, every other time with a trace that began elsewhere. */
async function load(first: Service): Promise<Map<string, string>> {
  const pool = new Pool(first.url, { connections: 50 });
  const traces = new Map<string, string>();
  await Promise.all(
    Array.from({ length: REQUESTS }, async (_, i) => {
      const id = `request-${i}`;
      const trace = i % 2 === 0 ? '' : `${i}`.padStart(32, 'a');
      traces.set(id, trace);
      const headers = {
        'x-request-id': id,
        ...(trace && { traceparent: `00-${trace}-00000000000000ff-01` }),
      };
      const { body, headers: answered } = await pool.request({ path: '/', method: 'GET', headers });
      expect(answered['x-request-id']).toBe(id);
      expect(await body.text()).toBe('end');
    }),
  );
  await pool.close();
  return traces;
}

/** Each request is one trace through all services, each the parent of nobody but the calls that it made itself. */
async function check(services: readonly Service[], traces: Map<string, string>): Promise<void> {
  await until(() => services.every(({ seen }) => seen.length >= REQUESTS));
  const byId = services.map(({ seen }) => new Map<string, Seen>(seen.map((entry) => [entry.requestId, entry])));
  const spans = new Set<string>();
  for (const [id, trace] of traces) {
    const path = byId.map((seen) => seen.get(id)!);
    const { traceId } = path[0]!;
    if (trace !== '') expect(traceId).toBe(trace);
    expect(path.map((entry) => entry.traceId)).toEqual(path.map(() => traceId));
    expect(path.map(({ user }) => user)).toEqual(path.map((_, i) => (i === 0 ? '' : `user of ${id}`)));
    expect(path.map(({ hops }) => hops)).toEqual(path.map((_, i) => i));
    expect(path[0]!.parentId).toBe(trace === '' ? '' : '00000000000000ff');
    for (const { spanId, parentId } of path) {
      spans.add(spanId);
      if (parentId !== '00000000000000ff' && parentId !== '') spans.add(parentId);
    }
  }
  // each service has a span of its own, and so has each call between two of them
  expect(spans.size).toBe(REQUESTS * (2 * services.length - 1));
  expect(services.map(({ seen }) => seen.length)).toEqual(services.map(() => REQUESTS));
  expect(new Set([...byId[0]!.values()].map(({ traceId }) => traceId)).size).toBe(REQUESTS);
}

describe('services in processes of their own', () => {
  it.each([
    ['express', 'fetch', 'fastify'],
    ['fastify', 'http', 'hono'],
    ['hono', 'undici', 'express'],
    ['express', 'pool', 'hono'],
  ])('two: %s, by %s, %s', async (first, client, second) => {
    const last = await startService(second, 'none');
    const service = await startService(first, client, last);
    await check([service, last], await load(service));
  });

  it('three: Fastify, by node:http, Express, by undici, Hono', async () => {
    const hono = await startService('hono', 'none');
    const express = await startService('express', 'undici', hono);
    const fastify = await startService('fastify', 'http', express);
    await check([fastify, express, hono], await load(fastify));
  });

  it('three: Hono, by fetch, Fastify, by a pool, Express', async () => {
    const express = await startService('express', 'none');
    const fastify = await startService('fastify', 'pool', express);
    const hono = await startService('hono', 'fetch', fastify);
    await check([hono, fastify, express], await load(hono));
  });

  it.skipIf(!hasPython)(
    `with one in Python between them that hands the headers on${hasPython ? '' : ' (not here: there is no python3)'}`,
    async () => {
      const last = await startService('fastify', 'none');
      const relay = await startRelay(last);
      const first = await startService('express', 'fetch', relay);
      await check([first, last], await load(first));
    },
  );
});
