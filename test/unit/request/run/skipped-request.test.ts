import { describe, expect, it } from 'vitest';

import { runChild, Tracing } from '../../../../src/adapter.js';
import {
  ContextVar,
  copyContext,
  createTask,
  CTX_REQUEST_ID,
  CTX_SPAN_ID,
  getCurrentSpan,
  type TracingOptions,
} from '../../../../src/index.js';
import { genReqId } from '../../../../src/loggers/pino/index.js';
import { extract } from '../../../../src/propagation/index.js';
import { scopeWith } from '../../../support/scope-with.js';

const TENANT = new ContextVar<string>('tenant', { default: 'nobody' });

const open = (options: TracingOptions = {}, headers = { 'x-request-id': 'mine' }) =>
  new Tracing({ skip: () => true, ...options }).open(scopeWith(headers));

describe('a skipped request', () => {
  it('has no span, no id and no header, and runs no hook', () => {
    const fail = (): never => expect.unreachable();
    const task = open({ requestBefore: fail, requestAfter: fail, response: fail, end: fail });
    const headers = new Headers();
    const seen = task.start(() => [getCurrentSpan(), CTX_REQUEST_ID.get(), runChild(() => CTX_SPAN_ID.get())]);
    task.requestBody('x');
    task.responseStart(200, headers);
    task.responseBody('x');
    task.fail(new Error('ignored'));
    task.end();
    expect(seen).toEqual([undefined, '', '']);
    expect([...headers]).toEqual([]);
    expect([task.observesRequest, task.observesResponse, task.span, task.requestId]).toEqual([
      false,
      false,
      undefined,
      '',
    ]);
  });

  it('has a context of its own, which no other request and no message inherits from', () => {
    const task = open();
    void task.start(() => TENANT.set('acme'));
    expect(task.run(() => TENANT.get())).toBe('acme');
    expect(copyContext().has(TENANT)).toBe(false);
    task.run(() => {
      const others = [open(), open({ skip: () => false })];
      for (const other of others) expect(other.run(() => TENANT.get())).toBe('nobody');
      expect(extract({}).run(() => TENANT.get())).toBe('nobody');
    });
  });

  it('starts from what was set around its server', async () => {
    await createTask(() => {
      TENANT.set('all');
      expect(open().run(() => TENANT.get())).toBe('all');
    });
  });

  it('gets a fresh id from genReqId, not the client’s', () => {
    const request = { headers: { 'x-request-id': 'victim' } };
    expect(genReqId(request)).toBe('victim');
    expect(open().run(() => genReqId(request))).toMatch(/^[0-9a-f]{32}$/);
  });

  it('is none if its path has dot segments', () => {
    const tracing = new Tracing({ skip: ({ path }) => path.startsWith('/static/') });
    const isSkipped = (path: string): boolean => tracing.open({ ...scopeWith(), path }).span === undefined;
    expect(['/static/app.js', '/static/../orders', '/static/%2e%2e/orders'].map(isSkipped)).toEqual([
      true,
      false,
      false,
    ]);
  });
});
