import { expect, it } from 'vitest';

import { traced } from '../../../../src/adapters/fetch/index.js';
import { carriedTask, carryTask, isCarrier } from '../../../../src/request/run/carried-task.js';
import { Tracing } from '../../../../src/request/run/tracing.js';

it.each([Object.freeze, Object.seal, Object.preventExtensions])(
  'a request that is closed carries its task, %#',
  (close) => {
    const scope = { type: 'http', method: 'GET', path: '/', headers: new Map<string, string>() };
    const task = new Tracing({}).open(scope);
    const [traceable, other] = [close({}), close({})];
    carryTask(traceable, task);
    expect([traceable, other].map((request) => isCarrier(request))).toEqual([true, false]);
    expect([traceable, other].map((request) => carriedTask(request))).toEqual([task, undefined]);
  },
);

it('a frozen request is traced, and once', async () => {
  const request = Object.freeze(new Request('http://localhost/', { headers: { 'x-request-id': 'mine' } }));
  let calls = 0;
  const inner = traced(() => (calls++, new Response('done')), { generate: () => 'other' });
  const response = await traced((again: Request) => inner(again))(request);
  expect([response.headers.get('x-request-id'), await response.text(), calls]).toEqual(['mine', 'done', 1]);
});
