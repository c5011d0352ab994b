import { EventEmitter } from 'node:events';

import { describe, expect, it } from 'vitest';

import { AsyncContext } from '../../../src/async-context/index.js';
import {
  bind,
  bindEmitter,
  Context,
  ContextVar,
  copyContext,
  createTask,
  gather,
  taskGroup,
} from '../../../src/index.js';
import { coded } from '../../support/coded.js';

const { Snapshot, Variable } = AsyncContext;
const variable = new Variable<string>({ name: 'variable', defaultValue: 'none' });
const USER = new ContextVar<string>('user', { default: 'nobody' });
const read = (): [string | undefined, string] => [variable.get(), USER.get()];

describe('a Variable is seen by the core', () => {
  it('createTask, gather and taskGroup carry it', async () => {
    await variable.run('run', async () => {
      expect(await createTask(() => variable.get())).toBe('run');
      expect(
        await gather(
          () => variable.get(),
          () => variable.run('own', () => variable.get()),
        ),
      ).toEqual(['run', 'own']);
      expect(await taskGroup((group) => group.createTask(() => variable.get()))).toBe('run');
    });
  });

  it('copyContext, bind and bindEmitter carry it', () => {
    const emitter = new EventEmitter();
    const seen: unknown[] = [];
    const [context, bound] = variable.run('run', () => {
      bindEmitter(emitter).on('event', () => seen.push(variable.get()));
      return [copyContext(), bind(() => variable.get())];
    });
    expect([context.run(() => variable.get()), bound(), emitter.emit('event'), ...seen]).toEqual([
      'run',
      'run',
      true,
      'run',
    ]);
  });

  it('a new Context has no value of it', () => {
    expect(variable.run('run', () => new Context().run(() => variable.get()))).toBe('none');
  });

  it('in a Context it is a ContextVar of the same name', () => {
    const context = variable.run('run', () => copyContext());
    expect([...context].map(([key, value]) => [key.name, value])).toEqual([['variable', 'run']]);
    expect(() => context.get(variable as never)).toThrow(coded('TL_ERR_INVALID_ARGUMENT'));
  });
});

describe('a ContextVar is seen by AsyncContext', () => {
  it('a Snapshot holds it as it was, whatever is set later', async () => {
    await createTask(() => {
      USER.set('before');
      const snapshot = new Snapshot();
      const wrapped = Snapshot.wrap(read);
      USER.set('after');
      expect([snapshot.run(read), wrapped(), read()]).toEqual([
        ['none', 'before'],
        ['none', 'before'],
        ['none', 'after'],
      ]);
    });
  });

  it('a Snapshot taken outside any task hides it', () => {
    const snapshot = new Snapshot();
    expect(USER.run('Ada', () => snapshot.run(() => [USER.get(), copyContext().size]))).toEqual(['nobody', 0]);
  });

  it('Variable.run passes it on', () => {
    expect(USER.run('Ada', () => variable.run('run', read))).toEqual(['run', 'Ada']);
  });
});

describe('set of a ContextVar', () => {
  it('in Variable.run and in Snapshot.run holds until the run ends, in what it started too', async () => {
    await createTask(async () => {
      USER.set('outer');
      const snapshot = new Snapshot();
      const wrapped = Snapshot.wrap((fn: () => unknown) => fn());
      const runs = [
        (fn: () => unknown) => variable.run('run', fn),
        (fn: () => unknown) => snapshot.run(fn),
        (fn: () => unknown) => wrapped(fn),
      ];
      for (const run of runs) {
        const later = run(async () => {
          USER.set('inner');
          await Promise.resolve();
          return USER.get();
        });
        expect(USER.get()).toBe('outer');
        expect(await later).toBe('inner');
        expect(run(() => USER.get())).toBe('outer');
      }
    });
  });

  it('works in them outside any task, as in ContextVar.run', () => {
    const setting = (): string => {
      USER.set('set');
      return USER.get();
    };
    const snapshot = new Snapshot();
    expect([variable.run('run', setting), snapshot.run(setting), Snapshot.wrap(setting)()]).toEqual([
      'set',
      'set',
      'set',
    ]);
    expect([snapshot.run(() => USER.get()), USER.get()]).toEqual(['nobody', 'nobody']);
  });

  it('a token is no good in another run', async () => {
    await createTask(() => {
      const token = USER.set('outer');
      expect(() => variable.run('run', () => USER.reset(token))).toThrow(coded('TL_ERR_TOKEN_CONTEXT'));
      expect(() => new Snapshot().run(() => USER.reset(token))).toThrow(coded('TL_ERR_TOKEN_CONTEXT'));
      USER.reset(token);
      expect(USER.get()).toBe('nobody');
    });
  });

  it('a context that is entered cannot be entered from a run in it', () => {
    const context = new Context();
    const enterAgain = (): void => context.run(() => {});
    context.run(() => {
      expect(() => variable.run('run', enterAgain)).toThrow(coded('TL_ERR_CONTEXT_ENTERED'));
      expect(() => new Snapshot().run(enterAgain)).toThrow(coded('TL_ERR_CONTEXT_ENTERED'));
    });
  });
});
