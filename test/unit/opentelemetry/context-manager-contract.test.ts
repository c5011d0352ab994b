import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { type Context, createContextKey, ROOT_CONTEXT } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ThroughlineContextManager } from '../../../src/opentelemetry/index.js';

const KEY = createContextKey('test');
const ONE = ROOT_CONTEXT.setValue(KEY, 1);
const TWO = ROOT_CONTEXT.setValue(KEY, 2);

/** What must hold for every context manager: OpenTelemetry's own is the measure. */
describe.each([
  ['ThroughlineContextManager', ThroughlineContextManager],
  ['AsyncLocalStorageContextManager, for comparison', AsyncLocalStorageContextManager],
])('%s', (_, Manager) => {
  let manager: InstanceType<typeof Manager>;
  beforeEach(() => {
    manager = new Manager().enable();
  });
  afterEach(() => void manager.disable());
  const active = (): unknown => manager.active();

  it('enable and disable give the manager', () => {
    expect(manager.enable()).toBe(manager);
    expect(manager.disable()).toBe(manager);
  });

  it('has the root context active until another is', () => {
    expect(active()).toBe(ROOT_CONTEXT);
  });

  it.each([ROOT_CONTEXT, ONE, '1', 1, {}])('with() makes it active, nested, and puts back what was: %o', (given) => {
    manager.with(TWO, () => {
      expect(manager.with(given as Context, active)).toBe(given);
      expect(active()).toBe(TWO);
      manager.with(given as Context, () => expect(manager.with(ONE, active)).toBe(ONE));
    });
    expect(active()).toBe(ROOT_CONTEXT);
  });

  it('with() runs the callback when null is made active', () => {
    expect(manager.with(null as never, () => 'ran')).toBe('ran');
    expect(manager.with(null as never, active)).toBe(ROOT_CONTEXT);
  });

  it('with() passes this and arguments, gives what is returned, and throws what is thrown', () => {
    const self = { name: 'self' };
    function join(this: typeof self | undefined, a: number, b: number): string {
      return `${this?.name} ${a} ${b}`;
    }
    expect(manager.with(ONE, join as never, self as never, 1 as never, 2 as never)).toBe('self 1 2');
    const promise = Promise.resolve();
    expect(manager.with(ONE, () => promise)).toBe(promise);
    expect(() =>
      manager.with(ONE, () => {
        throw new Error('out');
      }),
    ).toThrow('out');
    expect(active()).toBe(ROOT_CONTEXT);
  });

  it('holds over awaits, timers and promises, and not outside of them', async () => {
    const seen: unknown[] = [];
    const running = manager.with(ONE, async () => {
      await sleep(1);
      seen.push(active());
      await manager.with(TWO, async () => {
        await Promise.resolve();
        seen.push(active());
      });
      seen.push(active());
      await new Promise<void>((resolve) => {
        manager.with(TWO, () => setTimeout(() => resolve(void seen.push(active())), 1));
      });
      seen.push(active());
    });
    expect(active()).toBe(ROOT_CONTEXT);
    await running;
    expect(seen).toEqual([ONE, TWO, ONE, TWO, ONE]);
    expect(active()).toBe(ROOT_CONTEXT);
  });

  it('a with() that is not awaited does not change what follows it', async () => {
    await manager.with(ONE, async () => {
      const other = manager.with(TWO, async () => {
        await sleep(1);
        return active();
      });
      expect(active()).toBe(ONE);
      expect(await other).toBe(TWO);
      expect(active()).toBe(ONE);
    });
  });

  it('bind() gives the same target for what is neither function nor emitter', () => {
    for (const target of [{ a: 1 }, 'text', 1, undefined, null]) expect(manager.bind(ONE, target)).toBe(target);
  });

  it('bind() of a function passes this, arguments and results, keeps the length, and makes the context active', () => {
    const self = {
      method: manager.bind(ONE, function (this: unknown, a: number, b: number) {
        return [this, a + b, active()];
      }),
    };
    expect(self.method).toHaveLength(2);
    expect(self.method(1, 2)).toEqual([self, 3, ONE]);
    expect(manager.with(TWO, () => self.method(1, 2)[2])).toBe(ONE);
    expect(active()).toBe(ROOT_CONTEXT);
  });

  it('works after disable(), but what was active before is not', async () => {
    await manager.with(ONE, async () => {
      manager.disable();
      expect(active()).toBe(ROOT_CONTEXT);
      await Promise.resolve();
      expect(active()).toBe(ROOT_CONTEXT);
    });
    expect(manager.with(TWO, active)).toBe(TWO);
    expect(manager.bind(ONE, active)()).toBe(ONE);
  });

  it.each(['on', 'addListener', 'once', 'prependListener', 'prependOnceListener'] as const)(
    'bind() of an emitter has the context active in listeners of %s, also later',
    async (method) => {
      const emitter = new EventEmitter();
      expect(manager.bind(ONE, emitter)).toBe(emitter);
      const seen: unknown[] = [];
      let later: Promise<unknown> | undefined;
      emitter[method]('event', function (this: unknown, value: unknown) {
        seen.push(this, value, active());
        later = sleep(1).then(active);
      });
      expect(emitter.listenerCount('event')).toBe(1);
      manager.with(TWO, () => emitter.emit('event', 'value'));
      expect(seen).toEqual([emitter, 'value', ONE]);
      expect(await later).toBe(ONE);
      expect(emitter.listenerCount('event')).toBe(method.toLowerCase().includes('once') ? 0 : 1);
    },
  );

  it.each(['removeListener', 'off'] as const)('a bound listener goes by %s', (method) => {
    const emitter = manager.bind(ONE, new EventEmitter());
    const calls: string[] = [];
    const listener = (): unknown => calls.push('listener');
    const onceListener = (): unknown => calls.push('once');
    emitter.on('event', listener).once('event', onceListener);
    emitter[method]('event', listener)[method]('event', onceListener);
    emitter[method]('nothing', listener);
    emitter.emit('event');
    expect([calls, emitter.listenerCount('event')]).toEqual([[], 0]);
  });

  it('all bound listeners go by removeAllListeners, of one event and of all', () => {
    const emitter = manager.bind(ONE, new EventEmitter());
    const listener = (): void => {};
    emitter.on('a', listener).on('a', listener).on('b', listener);
    emitter.removeAllListeners('a');
    expect([emitter.listenerCount('a'), emitter.listenerCount('b')]).toEqual([0, 1]);
    emitter.removeAllListeners();
    expect(emitter.listenerCount('b')).toBe(0);
  });

  it('an emitter that is bound twice calls its listeners once, in the first context', () => {
    const emitter = manager.bind(TWO, manager.bind(ONE, new EventEmitter()));
    const seen: unknown[] = [];
    emitter.on('event', () => seen.push(active()));
    emitter.emit('event');
    expect(seen).toEqual([ONE]);
  });

  it('never mixes 500 flows at once', async () => {
    const flow = async (i: number): Promise<void> => {
      const own = ROOT_CONTEXT.setValue(KEY, i);
      await manager.with(own, async () => {
        for (let round = 0; round < 5; round++) {
          await (i % 2 === 0 ? sleep(Math.random() * 5) : Promise.resolve());
          expect(active()).toBe(own);
          await manager.with(own.setValue(KEY, -i), async () => {
            await Promise.resolve();
            expect((active() as Context).getValue(KEY)).toBe(-i);
          });
        }
      });
    };
    await Promise.all(Array.from({ length: 500 }, (_unused, i) => flow(i)));
  });
});
