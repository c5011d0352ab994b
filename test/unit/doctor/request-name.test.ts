import { expect, it } from 'vitest';

import { atStart, besides, inWords, namedRequest, requestName } from '../../../src/doctor/findings/request-name.js';
import type { Current } from '../../../src/request/run/current-span.js';

const named = (scope: object) => requestName({ scope: { method: '', path: '', ...scope } } as Current);
const request = namedRequest('1', 'GET', '/a');
const unknown = namedRequest('', '', '');

it.each([
  [request, 'GET /a'],
  [unknown, 'a request'],
  [undefined, 'no request'],
  [named({ type: 'job', name: 'audit' }), 'the job "audit"'],
  [named({ type: 'message', name: 'new orders\n' }), 'the message "new orders?"'],
  [named({ type: 'websocket', method: 'GET', path: '/ws' }), 'GET /ws'],
])('%j is called %s', (name, words) => {
  expect(inWords(name)).toBe(words);
});

it.each([
  [request, request, 'another GET /a'],
  [request, namedRequest('2', 'GET', '/b'), 'GET /b'],
  [unknown, unknown, 'another request'],
  [named({ type: 'job', name: 'a' }), named({ type: 'job', name: 'a' }), 'another job "a"'],
  [named({ type: 'job', name: 'a' }), named({ type: 'message', name: 'a' }), 'the message "a"'],
])('beside %j, %j is called %s', (first, name, words) => {
  expect(besides(first, name)).toBe(words);
});

it('begins a message with a capital', () => {
  expect([atStart(request), atStart(unknown), atStart(named({ type: 'job', name: 'audit' }))]).toEqual([
    'GET /a',
    'A request',
    'The job "audit"',
  ]);
});
