import { AsyncLocalStorage } from 'node:async_hooks';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  ContextVar,
  createTask,
  CTX_REQUEST_ID,
  getCurrentSpan,
  Span,
  TraceCtx,
  type TracingOptions,
} from '../../../../src/index.js';
import type { RequestTask } from '../../../../src/request/run/request-task.js';
import { currentContext } from '../../../../src/core/context.js';
import { Tracing } from '../../../../src/request/run/tracing.js';
import { scopeWith } from '../../../support/scope-with.js';

const ENTERED = expect.objectContaining({ code: 'TL_ERR_CONTEXT_ENTERED' }) as unknown;

const TENANT = new ContextVar<string>('tenant', { default: '' });

function open(tracing = new Tracing(), expectsRuns = false): RequestTask {
  const task = tracing.open(scopeWith());
  void task.start(() => {
    if (expectsRuns) task.expectRuns();
  });
  return task;
}

describe.each(['enters its context anew', 'goes back into its context'])('RequestTask that %s', (way) => {
  const opened = (tracing?: Tracing): RequestTask => open(tracing, way.startsWith('goes back'));

  it('starts from a copy of the current context', () => {
    TENANT.run('caller', () => {
      const task = opened();
      expect(task.run(() => TENANT.get())).toBe('caller');
      task.run(() => TENANT.set('request'));
      expect(TENANT.get()).toBe('caller');
    });
  });

  it('starts from the context of its server when the current one belongs to another request', async () => {
    await createTask(() => {
      TENANT.set('server');
      const tracing = new Tracing();
      const first = opened(tracing);
      first.run(() => {
        TENANT.set('first');
        const second = opened(tracing);
        expect(second.run(() => [TENANT.get(), getCurrentSpan()])).toEqual(['server', second.span]);
      });
    });
  });

  it('starts from the context of its server, too, when the other request is over, or the server was made in one', async () => {
    await createTask(() => {
      const tracing = new Tracing();
      const first = opened(tracing);
      first.run(() => TENANT.set('first'));
      first.end();
      first.run(() => {
        expect(opened(tracing).run(() => TENANT.get())).toBe('');
        expect(opened(new Tracing()).run(() => TENANT.get())).toBe('');
      });
    });
  });

  it('is one context for all that runs in it, from wherever', async () => {
    const task = opened();
    task.run(() => TENANT.set('set in it'));
    await createTask(() => {
      expect(task.run(() => TENANT.get())).toBe('set in it');
      task.run(() => task.run(() => TENANT.set('again')));
    });
    expect(task.run(() => TENANT.get())).toBe('again');
  });

  it('lets nobody enter a context that is entered', async () => {
    const task = opened();
    await createTask(async () => {
      const outer = currentContext();
      const inner = task.run(() => {
        expect(() => outer.run(() => {})).toThrow(ENTERED);
        return currentContext();
      });
      await task.run(() => createTask(() => expect(() => inner.run(() => {})).toThrow(ENTERED)));
      expect(inner.run(() => 'left')).toBe('left');
    });
  });

  it('is that context, too, where a copy of it said that much will run', () => {
    const task = opened();
    const said = open();
    for (const each of [task, said]) {
      each.run(() => TENANT.run('copy', () => each.expectRuns()));
      expect(each.run(() => TENANT.get())).toBe('');
    }
  });

  it('leaves its context when what it runs throws', () => {
    const task = opened();
    const fail = (): never => {
      throw new Error('thrown');
    };
    expect(() => task.run(fail)).toThrow('thrown');
    expect(TENANT.get()).toBe('');
    expect(CTX_REQUEST_ID.get()).toBe('');
  });
});

/** Where the values of all AsyncLocalStorages stand in one map. */
const KEEPS_ALL =
  Number(globalThis.process?.versions?.node?.split('.')[0]) >= 24 && !('Bun' in globalThis) && !('Deno' in globalThis);

describe('RequestTask', () => {
  it('goes back to the values that other storages had at its start, on Node 24 and later', () => {
    const other = new AsyncLocalStorage<string>();
    const task = other.run('start', () => open(new Tracing(), true));
    const seen = other.run('elsewhere', () => task.run(() => other.getStore()));
    expect(seen).toBe(KEEPS_ALL ? 'start' : 'elsewhere');
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

  it('refuses headers of a response that are none, whether the id goes into them or not', () => {
    for (const options of [{}, { responseHeader: false }] as const) {
      const task = open(new Tracing(options));
      const refused = expect.objectContaining({ code: 'TL_ERR_INVALID_ARGUMENT' }) as Error;
      expect(() => task.responseStart(200, {} as never)).toThrow(refused);
      expect(() => task.responseStart(200, undefined as never)).toThrow(refused);
    }
  });

  it('puts no id into a header that cannot stand there, whoever made it', () => {
    const id = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('', 'a b', 'a\r\nb: c', 'é', '\0'));
    fc.assert(
      fc.property(id, fc.constantFrom('came', 'made', 'getter', 'set', 'put'), (given, by) => {
        const options: TracingOptions = {
          validate: () => true,
          ...(by === 'made' && { generate: () => given }),
          ...(by === 'getter' && { span: spanWithId(given) }),
        };
        const task = new Tracing(options).open(scopeWith(by === 'came' ? { 'x-request-id': given } : {}));
        void task.start(() => {
          if (by === 'put') CTX_REQUEST_ID.set(given);
          if (by === 'set' && isPrintable(given)) TraceCtx.setId(given);
        });
        const shown = new Map<string, string>();
        task.responseStart(200, {
          get: () => null,
          has: (name) => shown.has(name),
          set: (...pair) => shown.set(...pair),
        });
        for (const value of shown.values()) expect(value).toMatch(/^[ -~]{1,1024}$/);
        if (by !== 'came' && isPrintable(given)) expect([...shown.values()]).toEqual([given]);
      }),
    );
  });

  it('has the same to say with `Span` itself as the class of the span', () => {
    for (const hook of [undefined, 'requestBefore', 'requestAfter', 'response', 'end'] as const) {
      for (const last of ['end', 'fail', 'abort'] as const)
        expect(lifeOf({ span: Span }, hook, last)).toEqual(lifeOf({}, hook, last));
    }
  });
});

function isPrintable(id: string): boolean {
  return /^[ -~]{1,1024}$/.test(id);
}

function spanWithId(id: string): typeof Span {
  return class extends Span {
    override get requestId(): string {
      return id;
    }
  };
}

type Hook = 'requestBefore' | 'requestAfter' | 'response' | 'end';

/** What is seen of a request from its start to its end. */
function lifeOf(options: TracingOptions, hook: Hook | undefined, last: 'end' | 'fail' | 'abort'): unknown[] {
  const seen: unknown[] = [];
  const see = (what: string, span: Span | undefined): void => {
    seen.push([
      what,
      span?.requestId,
      span?.status,
      span?.ended,
      span?.error,
      span?.constructor,
      getCurrentSpan() === span,
    ]);
  };
  const hooks = hook && { [hook]: (span: Span) => see(hook, span) };
  const task = new Tracing({ ...options, ...hooks }).open(scopeWith({ 'x-request-id': 'mine' }));
  void task.start(() => see('application', getCurrentSpan() as Span));
  task.requestBody('a');
  const headers = new Headers();
  task.responseStart(201, headers);
  task.responseBody('b');
  if (last === 'fail') task.fail('failure');
  if (last === 'abort') task.abort();
  else task.end();
  see('over', task.span);
  return [...seen, [...headers], task.observesRequest, task.observesResponse, task.answered];
}
