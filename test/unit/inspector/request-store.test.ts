import { expect, it } from 'vitest';

import type { RequestEnded, RequestStarted } from '../../../src/inspector/protocol/agent-event.js';
import { readEvent } from '../../../src/inspector/protocol/read-event.js';
import type { HeldRequest } from '../../../src/inspector/collector/store/held-request.js';
import { findRequests, readFilter } from '../../../src/inspector/collector/store/request-filter.js';
import { RequestStore } from '../../../src/inspector/collector/store/request-store.js';
import { ended, started } from '../../support/inspector/fake-agent.js';

function add(store: RequestStore, number: number, more: object = {}, bytes = 1000): HeldRequest {
  return store.add(readEvent(JSON.stringify(started(number, more))) as RequestStarted, 'shop', bytes);
}

function end(store: RequestStore, request: HeldRequest, more: object = {}): void {
  const event = readEvent(JSON.stringify(ended(request.start.request, more))) as RequestEnded;
  store.change(request, () => {
    request.end = event;
    request.state = 'ended';
  });
}

const numbersIn = (store: RequestStore): number[] => [...store.newest()].map(({ start }) => start.request);

it('drops those that ended first, and counts them', () => {
  const store = new RequestStore(4000);
  const [one, two, three] = [1, 2, 3].map((number) => add(store, number)) as [HeldRequest, HeldRequest, HeldRequest];
  end(store, two);
  end(store, one);
  add(store, 4);
  add(store, 5);
  expect(numbersIn(store)).toEqual([5, 4, 3, 1]);
  add(store, 6);
  expect(numbersIn(store)).toEqual([6, 5, 4, 3]);
  expect(store).toMatchObject({ bytes: 4000, held: 4, dropped: 2, started: 6 });
  expect([store.has(one), store.has(three)]).toEqual([false, true]);
});

it('drops the oldest one that runs where none has ended, and tells whoever sends its events', () => {
  const store = new RequestStore(2000);
  const forgotten: number[] = [];
  for (const number of [1, 2, 3])
    store.add(readEvent(JSON.stringify(started(number))) as RequestStarted, 'shop', 1000, () => forgotten.push(number));
  expect(numbersIn(store)).toEqual([3, 2]);
  expect(forgotten).toEqual([1]);
});

it('keeps its bound over very many requests', () => {
  const store = new RequestStore(100_000);
  for (let number = 1; number <= 20_000; number++) {
    end(store, add(store, number));
    expect(store.bytes).toBeLessThanOrEqual(100_000);
  }
  expect(store.held).toBe(100);
  expect(numbersIn(store)).toHaveLength(100);
  expect(store.ofTrace('0123456789abcdef0123456789abcdef')).toHaveLength(100);
});

it('gives one request a sixteenth of the room, and says what was left out', () => {
  const store = new RequestStore(160_000);
  const request = add(store, 1);
  for (let at = 0; at < 100; at++) {
    const line = { at, level: '', text: `line ${at}`, fields: undefined, spanId: '', place: undefined };
    store.change(request, () => request.addLine(line, 500));
  }
  expect(store.bytes).toBeLessThanOrEqual(10_000);
  const { lines, counts, cut } = request.detail();
  expect([lines.length, counts.lines, cut]).toEqual([18, 100, ['there was no room for 82 more lines']]);
});

const VARIABLE = { at: 1, task: 1, variable: 'tenant', what: 'set', place: undefined } as const;

function filled(): RequestStore {
  const store = new RequestStore(10 ** 8);
  for (let number = 1; number <= 10; number++) {
    const request = add(store, number, number === 10 ? { kind: 'job', name: 'nightly', method: '', path: '' } : {});
    if (number <= 8) end(store, request, number % 4 === 0 ? { status: 503 } : number === 5 ? { status: 404 } : {});
    if (number === 2) end(store, request, { at: 2000 });
    if (number !== 3) continue;
    const read = readEvent(
      '{"type":"span","request":3,"span":{"spanId":"00000000000000aa","attributes":{"db.system.name":"redis","n":7}}}',
    );
    if (read?.type === 'span') store.change(request, () => request.addSpan(read.span, 100));
    for (const value of ['"north"', '"acme"', '7'])
      store.change(request, () => request.addVariable({ ...VARIABLE, value }, 100));
    store.change(request, () => request.addVariable({ ...VARIABLE, variable: 'password', value: '(redacted)' }, 100));
    const line = { at: 1, level: 'info', text: 'Card CHARGED', fields: undefined, spanId: '', place: undefined };
    store.change(request, () => request.addLine(line, 100));
  }
  return store;
}

it.each([
  ['', [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]],
  ['path=ORDERS/1', [1]],
  ['path=night', [10]],
  ['status=5xx', [8, 4]],
  ['status=503', [8, 4]],
  ['status=404', [5]],
  ['status=error', [8, 4]],
  ['state=running', [10, 9]],
  ['kind=job', [10]],
  ['service=shop&state=ended&status=2xx', [7, 6, 3, 2, 1]],
  ['service=other', []],
  ['id=000a', [10]],
  ['text=charged', [3]],
  ['attribute=db.system.name%3Dredis', [3]],
  ['attribute=n%3D7', [3]],
  ['attribute=constructor%3D7', []],
  ['attribute=tenant%3Dnorth', [3]],
  ['attribute=tenant%3D"acme"', [3]],
  ['attribute=tenant%3D7', [3]],
  ['attribute=tenant%3Dacm', []],
  ['attribute=password%3D(redacted)', []],
  ['duration=500', [2]],
  ['limit=2', [10, 9]],
  ['limit=2&before=9', [8, 7]],
])('finds by %s', (query, numbers) => {
  const filter = readFilter(new URLSearchParams(query));
  if (typeof filter === 'string') throw new Error(filter);
  const store = filled();
  const { requests } = findRequests(store, filter);
  expect(requests.map(({ sequence }) => sequence)).toEqual(numbers);
});

it('gives all requests in pages', () => {
  const store = filled();
  const pages: number[][] = [];
  for (let before: number | undefined = Infinity; before !== undefined;) {
    const { requests, next } = findRequests(store, { limit: 4, before });
    pages.push(requests.map(({ sequence }) => sequence));
    before = next;
  }
  expect(pages).toEqual([
    [10, 9, 8, 7],
    [6, 5, 4, 3],
    [2, 1],
  ]);
});

it.each(['status=9', 'status=6xx', 'state=over', 'kind=x', 'limit=0', 'limit=501', 'before=x', 'attribute=a', 'x<=1'])(
  'says what is wrong with %s',
  (query) => expect(readFilter(new URLSearchParams(query))).toMatch(/^[\w -]+( must be | no filter )[^<]+$/),
);
