import { EventEmitter } from 'node:events';

import { describe, expect, it } from 'vitest';

import { bind, Context, ContextVar, copyContext, createTask, gather, taskGroup } from '../../../src/index.js';
import { coded } from '../../support/coded.js';
import { pause, sleep } from './pause.js';
import { START_STATES } from './start-states.js';

describe.each(START_STATES)('tasks, $state', ({ start }) => {
  it('sees the values from when it was created', () =>
    start(async () => {
      const variable = new ContextVar<string>('variable');
      variable.set('before');
      const task = createTask(async () => {
        await Promise.resolve();
        return variable.get();
      });
      variable.set('after');
      expect(await task).toBe('before');
      expect(variable.get()).toBe('after');
    }));

  it('what it sets never reaches its parent', () =>
    start(async () => {
      const variable = new ContextVar<string>('variable', { default: 'default' });
      await createTask(async () => {
        variable.set('at once');
        await Promise.resolve();
        variable.set('later');
      });
      expect(variable.get()).toBe('default');
    }));

  it('a reset in the parent does not reach it', () =>
    start(async () => {
      const variable = new ContextVar<string>('variable', { default: 'default' });
      const token = variable.set('before');
      const task = createTask(async () => {
        await Promise.resolve();
        return variable.get();
      });
      variable.reset(token);
      expect(await task).toBe('before');
    }));

  it('siblings do not see each other', () =>
    start(async () => {
      const variable = new ContextVar<string>('variable', { default: 'default' });
      const first = createTask(() => variable.set('first'));
      const second = createTask(() => variable.get());
      await first;
      expect(await second).toBe('default');
    }));

  it('a plain awaited function shares the context of its caller', () =>
    start(async () => {
      const variable = new ContextVar<string>('variable');
      const helper = async (): Promise<void> => {
        variable.set('at once');
        await pause();
        variable.set('later');
      };
      const awaited = helper();
      expect(variable.get()).toBe('at once');
      await awaited;
      expect(variable.get()).toBe('later');
    }));

  it('a token from an awaited function can be reset by its caller', () =>
    start(async () => {
      const variable = new ContextVar<string>('variable', { default: 'default' });
      const token = await (async () => {
        await Promise.resolve();
        return variable.set('helper');
      })();
      variable.reset(token);
      expect(variable.get()).toBe('default');
    }));

  it('tasks that share a context one after the other accumulate in it', () =>
    start(async () => {
      const count = new ContextVar<number>('count', { default: 0 });
      const context = copyContext();
      const increment = async (): Promise<void> => {
        const seen = count.get();
        await Promise.resolve();
        count.set(seen + 1);
      };
      for (let n = 0; n < 5; n++) await context.run(increment);
      expect(context.get(count)).toBe(5);
      expect(count.get()).toBe(0);
    }));

  it('a task that enters its own context fails and the program goes on', () =>
    start(async () => {
      const variable = new ContextVar<string>('variable');
      const context = copyContext();
      const task = context.run(async () => {
        await Promise.resolve();
        variable.set('inside');
        return context.run(() => 'unreachable');
      });
      await expect(task).rejects.toThrow(coded('TL_ERR_CONTEXT_ENTERED'));
      expect(context.run(() => variable.get())).toBe('inside');
    }));

  it('timers, microtasks and promise callbacks belong to the task that made them', () =>
    start(async () => {
      const variable = new ContextVar<string>('variable', { default: 'default' });
      const seen: string[] = [];
      const see = (): void => void seen.push(variable.get());
      await createTask(async () => {
        variable.set('task');
        queueMicrotask(see);
        (globalThis.process?.nextTick ?? queueMicrotask)(see);
        void Promise.resolve().then(see);
        await Promise.all([pause().then(see), sleep(1).then(see)]);
      });
      expect(seen).toEqual(['task', 'task', 'task', 'task', 'task']);
    }));

  it('a lazy thenable is started in the context of the task', () =>
    start(async () => {
      const variable = new ContextVar<string>('variable');
      const lazy: PromiseLike<string> = {
        then: (resolve, reject) => Promise.resolve(variable.get('none')).then(resolve, reject),
      };
      const task = createTask(() => {
        variable.set('task');
        return lazy;
      });
      expect(await task).toBe('task');
    }));

  it('a lazy thenable in gather and in a group is started in its own task', () =>
    start(async () => {
      const variable = new ContextVar<string>('variable');
      const lazily = (value: string) => (): PromiseLike<string> => {
        variable.set(value);
        return { then: (resolve, reject) => Promise.resolve(variable.get('none')).then(resolve, reject) };
      };
      expect(await gather(lazily('a'), lazily('b'))).toEqual(['a', 'b']);
      expect(await taskGroup((group) => group.createTask(lazily('c')))).toBe('c');
    }));
});

describe.each(START_STATES)('many tasks, $state', ({ start }) => {
  it('100 gathered tasks that set and await many times never see each other', () =>
    start(async () => {
      const variable = new ContextVar<string>('variable', { default: 'default' });
      const work = (id: number) => async (): Promise<boolean> => {
        for (let step = 0; step < 20; step++) {
          const token = variable.set(`${id}/${step}`);
          await (step % 5 === 0 ? pause() : Promise.resolve());
          if (variable.get() !== `${id}/${step}`) return false;
          if (step % 2 === 0) variable.reset(token);
        }
        return true;
      };
      const results = await gather(...Array.from({ length: 100 }, (_, id) => work(id)));
      expect(results).toEqual(Array.from({ length: 100 }, () => true));
      expect(variable.get()).toBe('default');
    }));

  it('each child of gather starts from the context of the caller', () =>
    start(async () => {
      const variable = new ContextVar<number>('variable');
      variable.set(0);
      const increment = (): number => {
        variable.set(variable.get() + 1);
        return variable.get();
      };
      expect(await gather(increment, increment, increment)).toEqual([1, 1, 1]);
      expect(variable.get()).toBe(0);
    }));

  it('each task of a group has its own copy, the body the context of the caller', () =>
    start(async () => {
      const variable = new ContextVar<string>('variable');
      const seen: string[] = [];
      await taskGroup(async (group) => {
        variable.set('body');
        for (const name of ['a', 'b']) {
          void group.createTask(async () => {
            seen.push(variable.get());
            variable.set(name);
            await pause();
            seen.push(variable.get());
          });
        }
        await Promise.resolve();
      });
      expect(seen).toEqual(['body', 'body', 'a', 'b']);
      expect(variable.get()).toBe('body');
    }));

  it('a task that a task adds to the group starts from that task', () =>
    start(async () => {
      const variable = new ContextVar<string>('variable');
      variable.set('body');
      const seen = await taskGroup((group) =>
        group.createTask(async () => {
          variable.set('outer task');
          return group.createTask(() => variable.get());
        }),
      );
      expect(seen).toBe('outer task');
    }));
});

describe.each(START_STATES)('callbacks, $state', ({ start }) => {
  it('a bound function sees the values from when it was bound', () =>
    start(() => {
      const variable = new ContextVar<string>('variable', { default: 'default' });
      variable.set('bound');
      const read = bind(() => variable.get());
      variable.set('later');
      expect(read()).toBe('bound');
      expect(new Context().run(read)).toBe('bound');
      expect(variable.get()).toBe('later');
    }));

  it('several bound on one event each have their own context', () =>
    start(() => {
      const variable = new ContextVar<string>('variable', { default: 'default' });
      const emitter = new EventEmitter();
      const seen: string[] = [];
      for (const name of ['a', 'b', 'c']) {
        variable.set(name);
        const listener = (): void => {
          seen.push(variable.get());
          variable.set(`${name} changed`);
        };
        emitter.on('event', bind(listener));
      }
      variable.set('trigger');
      emitter.emit('event');
      expect(seen).toEqual(['a', 'b', 'c']);
      expect(variable.get()).toBe('trigger');
    }));

  it('what a call sets, the next call does not see', () =>
    start(() => {
      const count = new ContextVar<number>('count', { default: 0 });
      const increment = bind(() => {
        count.set(count.get() + 1);
        return count.get();
      });
      expect([increment(), increment()]).toEqual([1, 1]);
    }));

  it('calls of one bound function at the same time are independent', () =>
    start(async () => {
      const variable = new ContextVar<number>('variable');
      const work = bind(async (value: number) => {
        variable.set(value);
        await pause();
        return variable.get();
      });
      expect(await Promise.all([work(1), work(2), work(3)])).toEqual([1, 2, 3]);
    }));

  it('a bound function may call itself', () =>
    start(() => {
      const depth = new ContextVar<number>('depth', { default: 0 });
      const recurse = bind((left: number): number => {
        depth.set(left);
        const below = left === 0 ? 0 : recurse(left - 1);
        return below + depth.get();
      });
      expect(recurse(4)).toBe(10);
    }));
});

describe.each(START_STATES)('error handlers, $state', ({ start }) => {
  it('a catch inside the task sees the context of the task', () =>
    start(async () => {
      const variable = new ContextVar<string>('variable', { default: 'default' });
      const task = createTask(() => {
        variable.set('task');
        return pause()
          .then(() => Promise.reject(new Error('failure')))
          .catch(() => variable.get());
      });
      expect(await task).toBe('task');
      expect(variable.get()).toBe('default');
    }));

  it('a finally after a throw sees the context of the task', () =>
    start(async () => {
      const variable = new ContextVar<string>('variable');
      let seen: string | undefined;
      const task = createTask(async () => {
        try {
          variable.set('task');
          await pause();
          throw new Error('failure');
        } finally {
          seen = variable.get();
        }
      });
      await expect(task).rejects.toThrow('failure');
      expect(seen).toBe('task');
    }));

  it('a catch outside the task sees the context of its own', () =>
    start(async () => {
      const variable = new ContextVar<string>('variable');
      variable.set('parent');
      const task = createTask(() => {
        variable.set('task');
        throw new Error('failure');
      });
      expect(await task.catch(() => variable.get())).toBe('parent');
    }));
});

describe.each(START_STATES)('generators, $state', ({ start }) => {
  it('each next runs in the context of its caller, which keeps what it sets', () =>
    start(() => {
      const variable = new ContextVar<string>('variable', { default: 'default' });
      const steps = (function* (): Generator<string> {
        for (const step of ['one', 'two']) {
          yield variable.get();
          variable.set(step);
        }
      })();
      const [first, second] = [copyContext(), copyContext()];
      const read = (): unknown => steps.next().value;
      expect(read()).toBe('default');
      expect(first.run(read)).toBe('one');
      expect(second.run(read)).toBeUndefined();
      expect([variable.get(), first.get(variable), second.get(variable)]).toEqual(['default', 'one', 'two']);
    }));

  it('what a generator sets, the loop over it sees', () =>
    start(() => {
      const variable = new ContextVar<number>('variable');
      const numbers = function* (): Generator<number> {
        for (const n of [1, 2, 3]) {
          variable.set(n);
          yield n;
        }
      };
      for (const n of numbers()) expect(variable.get()).toBe(n);
      expect(variable.get()).toBe(3);
    }));

  it('what an async generator sets, the loop over it sees', () =>
    start(async () => {
      const variable = new ContextVar<number>('variable');
      const numbers = async function* (): AsyncGenerator<number> {
        for (const n of [1, 2, 3]) {
          await pause();
          variable.set(n);
          yield n;
        }
      };
      for await (const n of numbers()) expect(variable.get()).toBe(n);
      expect(variable.get()).toBe(3);
    }));

  it('an async generator resumed from another task runs in that task', () =>
    start(async () => {
      const variable = new ContextVar<string>('variable', { default: 'default' });
      const steps = (async function* (): AsyncGenerator<string> {
        yield variable.get();
        await pause();
        variable.set('generator');
        yield variable.get();
        yield variable.get();
      })();
      const seen: unknown[] = [];
      const next = async (): Promise<void> => void seen.push((await steps.next()).value);
      await createTask(async () => {
        variable.set('first task');
        await next();
      });
      await createTask(async () => {
        variable.set('second task');
        await next();
        seen.push(variable.get());
      });
      await next();
      expect(seen).toEqual(['first task', 'generator', 'generator', 'default']);
    }));

  it('an async generator finished from another task cannot reset the token of the first', () =>
    start(async () => {
      const variable = new ContextVar<string>('variable', { default: 'default' });
      const steps = (async function* (): AsyncGenerator<string> {
        using token = variable.set('generator');
        yield token.var.get();
      })();
      const seen = await createTask(async () => {
        await steps.next();
        await expect(createTask(() => steps.return(undefined))).rejects.toThrow(coded('TL_ERR_TOKEN_CONTEXT'));
        return variable.get();
      });
      expect(seen).toBe('generator');
    }));

  it('an async generator that is left in the same task resets its token', () =>
    start(async () => {
      const variable = new ContextVar<string>('variable', { default: 'default' });
      const forever = async function* (): AsyncGenerator<string> {
        using token = variable.set('generator');
        for (;;) yield token.var.get();
      };
      for await (const seen of forever()) {
        expect(seen).toBe('generator');
        break;
      }
      expect(variable.get()).toBe('default');
    }));
});
