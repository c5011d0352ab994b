import { expect, it } from 'vitest';

import type { InspectorStatus, RequestDetail, RequestList } from '../../../src/inspector/api.js';
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

it('gives a finding to each request in which it is seen, also where another has its id, and holds it once', async () => {
  const collector = await collecting();
  const [id, place] = ['chosen', { file: '/a.js', line: 1, column: 1 }];
  const one = await fakeAgent(collector.ingest, [started(1, { id }), started(2, { id }), started(3, { id })]);
  const other = await fakeAgent(collector.ingest, [started(1, { id, name: 'of another' })], 'other');
  await until(() => collector.store.held === 4);
  const finding = { type: 'finding', number: 5, finding: { code: 'TL_DOC_MIXED', place, count: 1 } };
  one.send(finding, { type: 'again', finding: 5, requests: [1] }, { type: 'again', finding: 5, requests: [1, 3] });
  one.send({ type: 'again', finding: 6, requests: [2] }, { ...finding, finding: { ...finding.finding, count: 7 } });
  await until(() => [...collector.store.findings.values()][0]?.count === 7);
  const found = (): [string, number | undefined][] =>
    [...collector.store.newest()].flatMap(({ start, findings: [first, ...more] }) =>
      first === undefined ? [] : [[start.name, more.length === 0 ? first.count : undefined]],
    );
  expect(found().toSorted()).toEqual([
    ['GET /orders/1', 7],
    ['GET /orders/3', 7],
  ]);
  collector.store.clear();
  one.send({ type: 'again', finding: 5, requests: [2] });
  await until(() => found().length === 3);
  expect(collector.store.findings.size).toBe(1);
  await Promise.all([one.end(), other.end()]);
});
