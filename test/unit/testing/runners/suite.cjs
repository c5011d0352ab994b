// The same tests for each runner. It counts what ran: a runner that calls nothing must not pass.
const assert = require('node:assert/strict');
const { setTimeout: sleep } = require('node:timers/promises');

exports.suite = function suite(
  { test, beforeEach, afterEach },
  { TestContext, inContext, LogCapture, countingIds },
  throughline,
) {
  const { ContextVar, logContext, logged, createTask, CTX_REQUEST_ID } = throughline;
  const TENANT = logged(new ContextVar('tenant', { default: 'nobody' }));
  const USER = new ContextVar('user', { default: 'nobody' });
  const context = new TestContext([[TENANT, 'acme']]);
  const seenAfter = [];

  beforeEach(() => context.reset());
  beforeEach(async () => {
    await sleep(1);
    await context.run(async () => {
      await sleep(1);
      USER.set('Ada');
    });
  });
  afterEach(() => context.run(() => void seenAfter.push(USER.get())));

  test('hooks and body share the context', () =>
    context.run(async () => {
      assert.equal(USER.get(), 'Ada');
      await sleep(1);
      assert.equal(TENANT.get(), process.env.BREAK ? 'broken' : 'acme');
      USER.set('Grace');
    }));

  test('afterEach saw what the body set, and the next test does not', () =>
    context.run(() => {
      assert.deepEqual(seenAfter, ['Grace']);
      assert.equal(USER.get(), 'Ada');
    }));

  test('outside of run there is nothing', () => {
    assert.equal(USER.get(), 'nobody');
    assert.throws(() => USER.set('x'), { code: 'TL_ERR_NO_TASK' });
  });

  test(
    'inContext runs a body of its own',
    inContext(
      [
        [TENANT, 'globex'],
        [CTX_REQUEST_ID, 'request-1'],
      ],
      async () => {
        assert.equal(USER.get(), 'nobody');
        await createTask(() => sleep(1));
        assert.deepEqual(logContext(), { request_id: 'request-1', tenant: 'globex' });
        USER.set('Edsger');
      },
    ),
  );

  test('ids count, and lines are captured', () => {
    const generate = countingIds();
    assert.deepEqual([generate(), generate()], ['0'.repeat(31) + '1', '0'.repeat(31) + '2']);
    const capture = new LogCapture();
    capture.write('{"a":1}\n{"a":');
    capture.write('2}\n');
    assert.deepEqual(capture.entries, [{ a: 1 }, { a: 2 }]);
  });
};
