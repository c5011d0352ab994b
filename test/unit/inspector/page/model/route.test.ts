import { describe, expect, it } from 'vitest';

import { matchesFilter, NO_FILTER, usedFilters } from '../../../../../src/inspector/page/model/filter.js';
import { readRoute, writeRoute } from '../../../../../src/inspector/page/model/route.js';
import { runningJob } from '../../../../support/inspector/planted-requests.js';
import { sampleRequest } from '../../../../support/inspector/sample-request.js';

describe('the address of what is shown', () => {
  it.each([
    '#/',
    '#/findings',
    '#/request/k1',
    '#/request/a%2Fb',
    '#/request/k1/line/12',
    '#/request/k1/finding/1?status=5xx',
    '#/compare/k1/k2?path=%2Forders&duration=100',
    '#/?text=a+b%26c',
  ])('%s is written as it was read', (hash) => {
    expect(writeRoute(readRoute(hash))).toBe(hash);
  });

  it.each(['', '#', '#/request/', '#/request/%zz', '#/compare/k1', '#/else/k1', '#/?__proto__=1&unknown=2'])(
    '%s leads to the list',
    (hash) => {
      expect(writeRoute(readRoute(hash))).toBe('#/');
    },
  );

  it('a place that makes no sense leads to the request', () => {
    for (const place of ['line/x', 'line/-1', 'lines/1', 'line/1e9', 'line'])
      expect(writeRoute(readRoute(`#/request/k1/${place}`))).toBe('#/request/k1');
  });
});

describe('the filter of the list', () => {
  const request = sampleRequest(6, { status: 503, duration: 50 });

  it.each([
    [{ path: 'ORD' }, true],
    [{ path: '/missing' }, false],
    [{ status: '5xx' }, true],
    [{ status: 'error' }, true],
    [{ status: '503' }, true],
    [{ status: '4xx' }, false],
    [{ duration: '50' }, true],
    [{ duration: '51' }, false],
    [{ duration: 'x' }, true],
    [{ id: 'REQ-000006' }, true],
    [{ id: 'req-9' }, false],
    [{ state: 'running' }, false],
    [{ kind: 'job' }, false],
    [{ service: 'shop', state: 'ended', kind: 'request' }, true],
  ])('%j', (filter, matches) => {
    expect(matchesFilter({ ...NO_FILTER, ...filter }, request)).toBe(matches);
  });

  it('finds jobs by their names, and no duration in what runs', () => {
    expect(matchesFilter({ ...NO_FILTER, path: 'invoices' }, runningJob(1))).toBe(true);
    expect(matchesFilter({ ...NO_FILTER, duration: '1' }, runningJob(1))).toBe(false);
  });

  it('leaves out what is half typed', () => {
    const filter = { ...NO_FILTER, attribute: 'user', duration: 'x', path: ' ', text: 'a' };
    expect(usedFilters(filter)).toEqual(['text']);
    expect(usedFilters({ ...filter, attribute: 'user=1' })).toEqual(['text', 'attribute']);
  });
});
