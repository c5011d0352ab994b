import { expect, it } from 'vitest';

import type { InspectorStatus, RequestDetail, RequestList } from '../../../src/inspector/api.js';
import { numberOf, rememberNumber } from '../../../src/inspector/agent/request-numbers.js';
import { ask, collecting } from '../../support/inspector/collecting.js';
import { ended, fakeAgent, started } from '../../support/inspector/fake-agent.js';
import { until } from '../../support/until.js';

it('shows what an agent tells of a request', async () => {
  const collector = await collecting();
  const agent = await fakeAgent(collector.ingest, [
    started(1),
    { type: 'line', request: 1, line: { at: 1002, level: 'info', text: 'placed', spanId: '' } },
    { type: 'task', request: 1, task: { id: 1, startedAt: 1001 } },
    { type: 'variable', request: 1, variable: { at: 1002, task: 1, variable: 'user', what: 'set', value: '"ann"' } },
    ended(1, { status: 503, error: 'No stock' }),
  ]);
  await until(() => [...collector.store.newest()].some(({ state }) => state === 'ended'));
  const { requests } = await ask<RequestList>(collector, '/api/requests?status=error');
  expect(requests).toMatchObject([
    { name: 'GET /orders/1', state: 'ended', status: 503, duration: 10, counts: { lines: 1, variables: 1 } },
  ]);
  const detail = await ask<RequestDetail>(collector, `/api/requests/${requests[0]?.key}`);
  expect(detail).toMatchObject({
    headers: { host: 'shop.example' },
    spans: [{ kind: 'server', error: 'No stock', attributes: { 'http.response.status_code': 503 } }],
    lines: [{ text: 'placed' }],
    variables: [{ value: '"ann"' }],
  });
  await agent.end();
});

it('calls a request lost whose process has ended, until that is there again', async () => {
  const collector = await collecting();
  const states = (): string[] => [...collector.store.newest()].map(({ state }) => state);
  const agent = await fakeAgent(collector.ingest, [started(1), ended(1), started(2)]);
  await until(() => states().length === 2);
  expect(states()).toEqual(['running', 'ended']);
  await agent.end();
  await until(() => states().includes('lost'));
  expect(states()).toEqual(['lost', 'ended']);
  const again = await fakeAgent(collector.ingest, [ended(2)]);
  await until(() => !states().includes('lost'));
  expect(states()).toEqual(['ended', 'ended']);
  const { services } = await ask<InspectorStatus>(collector, '/api/status');
  expect(services).toEqual([{ name: 'shop', pid: 7, isConnected: true }]);
  await again.end();
});

it('gives a finding to the request that it is about, also where another has its id', async () => {
  const collector = await collecting();
  const [id, place] = ['chosen', { file: '/a.js', line: 1, column: 1 }];
  const one = await fakeAgent(collector.ingest, [started(1, { id }), started(2, { id })]);
  const other = await fakeAgent(collector.ingest, [started(1, { id, name: 'of another' })], 'other');
  await until(() => collector.store.held === 3);
  one.send({ type: 'finding', requests: [1], finding: { code: 'TL_DOC_MIXED', place, count: 1 } });
  await until(() => collector.store.findings.size === 1);
  const found = [...collector.store.newest()].filter(({ findings }) => findings.length > 0);
  expect(found.map(({ start }) => start.name)).toEqual(['GET /orders/1']);
  await Promise.all([one.end(), other.end()]);
});

it('finds a request by the name that the doctor has for it, if no other has that', () => {
  rememberNumber(1, 'chosen', 'GET', '/a');
  rememberNumber(2, 'chosen', 'GET', '/b');
  const name = { id: 'chosen', method: 'GET', path: '/a' };
  expect(numberOf(name, undefined)).toBe(1);
  rememberNumber(3, 'chosen', 'GET', '/a');
  expect([numberOf(name, undefined), numberOf(name, 3), numberOf(name, 2)]).toEqual([undefined, 3, undefined]);
  for (let number = 4; number < 2000; number++) rememberNumber(number, `${number}`, 'GET', '/');
  expect([numberOf(name, 3), numberOf({ id: '1999', method: 'GET', path: '/' }, undefined)]).toEqual([undefined, 1999]);
});
