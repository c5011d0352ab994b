import { describe, expect, it } from 'vitest';

import { ContextVar, createTask, getCurrentSpan } from '../../../../src/index.js';
import type { RequestTask } from '../../../../src/request/run/request-task.js';
import { Tracing } from '../../../../src/request/run/tracing.js';
import { scopeWith } from '../../../support/scope-with.js';

const TENANT = new ContextVar<string>('tenant', { default: '' });

function open(tracing = new Tracing()): RequestTask {
  const task = tracing.open(scopeWith());
  void task.start(() => {});
  return task;
}

describe('RequestTask', () => {
  it('starts from a copy of the current context', () => {
    TENANT.run('caller', () => {
      const task = open();
      expect(task.run(() => TENANT.get())).toBe('caller');
      task.run(() => TENANT.set('request'));
      expect(TENANT.get()).toBe('caller');
    });
  });

  it('starts from the context of its server when the current one belongs to another request', async () => {
    await createTask(() => {
      TENANT.set('server');
      const tracing = new Tracing();
      const first = open(tracing);
      first.run(() => {
        TENANT.set('first');
        const second = open(tracing);
        expect(second.run(() => [TENANT.get(), getCurrentSpan()])).toEqual(['server', second.span]);
      });
    });
  });

  it('starts from the context of its server, too, when the other request is over, or the server was made in one', async () => {
    await createTask(() => {
      const tracing = new Tracing();
      const first = open(tracing);
      first.run(() => TENANT.set('first'));
      first.end();
      first.run(() => {
        expect(open(tracing).run(() => TENANT.get())).toBe('');
        expect(open(new Tracing()).run(() => TENANT.get())).toBe('');
      });
    });
  });

  it('is one context for all that runs in it, from wherever', async () => {
    const task = open();
    task.run(() => TENANT.set('set in it'));
    await createTask(() => {
      expect(task.run(() => TENANT.get())).toBe('set in it');
      task.run(() => task.run(() => TENANT.set('again')));
    });
    expect(task.run(() => TENANT.get())).toBe('again');
  });

  it('ends once: what comes first counts', () => {
    const failed = open();
    failed.fail('first');
    failed.fail('second');
    failed.end();
    failed.abort();
    expect(failed.span?.error).toBe('first');

    const aborted = open();
    aborted.abort();
    aborted.fail('late');
    aborted.end();
    expect(aborted.span?.error).toMatchObject({ code: 'TL_ERR_REQUEST_ABORTED' });
  });
});
