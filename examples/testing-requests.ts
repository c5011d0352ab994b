// Run it with tsx. In vitest and Jest, write the same, but those replace `console`, so its lines are not captured.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ContextVar, withSpan } from 'throughline';
import { traced } from 'throughline/fetch';
import { captureRequests } from 'throughline/inspector';

const USER = new ContextVar<string>('user', { default: 'nobody' });

const handler = traced(async () => {
  USER.set('Ada');
  await withSpan('charge card', async () => console.log('order of %s', USER.get()));
  return new Response('placed');
});

test('charges the card once, and says for whom', async () => {
  using capture = captureRequests();
  const response = await handler(new Request('http://localhost/orders', { method: 'POST' }));
  await response.text();
  const [request] = capture.requests;
  assert.equal(request?.name, 'POST /orders');
  assert.equal(request.state, 'ended');
  assert.deepEqual(
    request.spans.map(({ name }) => name),
    ['POST /orders', 'charge card'],
  );
  assert.deepEqual(
    request.lines.map(({ text }) => text),
    ['order of Ada'],
  );
  assert.deepEqual(
    request.variables.map(({ variable, value }) => [variable, value]),
    [['user', '"Ada"']],
  );
});
