// Run it with `node --test` or tsx. In vitest and Jest, write the same.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { pino } from 'pino';
import { ContextVar, CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/fetch';
import { mixin } from 'throughline/pino';
import { countingIds, LogCapture, TestContext, inContext } from 'throughline/testing';

const USER = new ContextVar<string>('user', { default: 'nobody' });
const capture = new LogCapture();
const log = pino({ mixin }, capture);
const greet = (): void => log.info('Hello, %s', USER.get());

// One body, in a context of its own.
test(
  'greets a user',
  inContext([[USER, 'Ada']], () => {
    capture.clear();
    greet();
    assert.equal(capture.entries[0]?.['msg'], 'Hello, Ada');
  }),
);

// Hooks and bodies that share a context.
const context = new TestContext([[CTX_REQUEST_ID, 'request-1']]);
beforeEach(() => {
  context.reset();
  capture.clear();
  context.run(() => USER.set('Grace'));
});
test('logs under the id of the request', () =>
  context.run(() => {
    greet();
    assert.equal(capture.entries[0]?.['request_id'], 'request-1');
    assert.equal(capture.entries[0]?.['msg'], 'Hello, Grace');
  }));

// Ids that are the same in each run.
test('answers with the id', async () => {
  const handler = traced(() => new Response('hello'), { generate: countingIds() });
  const response = await handler(new Request('http://localhost/'));
  assert.equal(response.headers.get('x-request-id'), '00000000000000000000000000000001');
});
