import { expect, it } from 'vitest';

import { Tracing } from '../../../../src/adapter.js';
import {
  type ContextVar as Variable,
  ContextVar,
  logContext,
  logged,
  type TracingOptions,
} from '../../../../src/index.js';
import { asBaggage, extract } from '../../../../src/propagation/index.js';
import { nextWarning } from '../../../support/next-warning.js';
import { scopeWith } from '../../../support/scope-with.js';

const rejecting = async (): Promise<never> => {
  throw new Error('lookup failed');
};

it.each(['trust', 'validate', 'skip', 'generate'] as const)('%s that is asynchronous takes nothing', async (name) => {
  const rejections: unknown[] = [];
  const listener = (reason: unknown): void => void rejections.push(reason);
  process.on('unhandledRejection', listener);
  for (const policy of [rejecting, async () => true]) {
    const options = { [name]: policy } as TracingOptions;
    const headers: Record<string, string> = name === 'generate' ? {} : { 'x-request-id': 'mine' };
    const { span, requestId } = new Tracing(options).open(scopeWith(headers));
    expect(span).toBeDefined();
    expect(requestId).toMatch(name === 'skip' ? /^mine$/ : /^[0-9a-f]{32}$/);
  }
  await new Promise((resolve) => setTimeout(resolve, 5));
  process.off('unhandledRejection', listener);
  expect(rejections).toEqual([]);
});

it('says so, once', async () => {
  const warning = nextWarning('TL_WARN_POLICY_FAILED');
  (await import('../../../../src/core/storage.js')).warned.delete('TL_WARN_POLICY_FAILED');
  new Tracing({ trust: async () => true } as never).open(scopeWith({ 'x-request-id': 'mine' }));
  expect((await warning).detail).toContain('promise');
});

it('formats and parsers of variables that are asynchronous leave the value out', async () => {
  const rejections: unknown[] = [];
  const listener = (reason: unknown): void => void rejections.push(reason);
  process.on('unhandledRejection', listener);
  const tenant: Variable<string> = new ContextVar<string>('async-tenant');
  logged(asBaggage(tenant, { parse: rejecting, format: rejecting } as never), { format: rejecting } as never);
  extract({ baggage: 'async-tenant=acme' }).run(() => expect(tenant.tryGet()).toBeUndefined());
  expect(tenant.run('acme', () => logContext())['async-tenant']).toBeUndefined();
  await new Promise((resolve) => setTimeout(resolve, 5));
  process.off('unhandledRejection', listener);
  expect(rejections).toEqual([]);
});
