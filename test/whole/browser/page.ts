// Runs in the browser: writes what each case saw, as `name: JSON`.
import { bind, ContextVar, Context, copyContext, createTask, gather, isThroughlineError, taskGroup } from 'throughline';

const variable = new ContextVar<string>('variable', { default: 'outside' });
const bare = new ContextVar<string>('bare');

const CASES: Record<string, () => unknown> = {
  'run holds for its call, also for calls within': () => [
    variable.run('a', () => [variable.get(), variable.run('b', () => variable.get()), variable.get()]),
    variable.get(),
  ],
  'a throw puts the value back': () => {
    try {
      variable.run('a', () => {
        throw new Error('failure');
      });
    } catch {}
    return variable.get();
  },
  'set and reset, and the end of a block': () =>
    createTask(() => {
      const token = variable.set('a');
      const seen = [variable.get()];
      {
        using _ = variable.set('b');
        seen.push(variable.get());
      }
      seen.push(variable.get());
      variable.reset(token);
      return [...seen, variable.get()];
    }),
  'tasks have copies': () =>
    createTask(async () => {
      variable.set('parent');
      const child = createTask(() => [variable.get(), variable.set('child') && variable.get()]);
      const parent = variable.get();
      return [await child, parent];
    }),
  'an event reaches its listeners in the context of the call': () => {
    const target = new EventTarget();
    const seen: string[] = [];
    target.addEventListener('event', () => seen.push(variable.get()));
    variable.run('a', () => target.dispatchEvent(new Event('event')));
    return seen;
  },
  'bind keeps the context for timers, microtasks, promises and listeners': async () => {
    const target = new EventTarget();
    const seen = variable.run('a', () => [
      new Promise((resolve) => setTimeout(bind(() => resolve(variable.get())))),
      new Promise((resolve) => queueMicrotask(bind(() => resolve(variable.get())))),
      Promise.resolve().then(bind(() => variable.get())),
      new Promise((resolve) =>
        target.addEventListener(
          'event',
          bind(() => resolve(variable.get())),
        ),
      ),
    ]);
    target.dispatchEvent(new Event('event'));
    return Promise.all(seen);
  },
  'after an await the value is the one from outside': () =>
    variable.run('a', async () => {
      const before = variable.get();
      await Promise.resolve();
      return [before, variable.get(), variable.tryGet(), copyContext().size];
    }),
  'a context that was taken along is there after an await': () =>
    variable.run('a', async () => {
      const context = copyContext();
      await Promise.resolve();
      return context.run(() => variable.get());
    }),
  'after an await set says that there is no task, and get that there is no value': () =>
    createTask(async () => {
      bare.set('a');
      await Promise.resolve();
      return [codeOf(() => bare.set('b')), codeOf(() => bare.get())];
    }),
  'a token cannot be used after an await, at the end of a block either': () =>
    createTask(async () => {
      using _ = bare.set('a');
      await Promise.resolve();
    }).catch((error: unknown) => (isThroughlineError(error) ? error.code : error)),
  'a context that is entered is refused, and can be entered after the call': () => {
    const context = new Context();
    return [context.run(() => codeOf(() => context.run(() => 1))), context.run(() => 'again')];
  },
  'gather and taskGroup run each task in a copy': async () => [
    await gather(
      () => variable.run('a', () => variable.get()),
      () => variable.get(),
    ),
    await taskGroup((group) => group.createTask(() => variable.set('c') && variable.get())),
  ],
  'no flow of many sees a value of another': async () => {
    const strange: string[] = [];
    await Promise.all(Array.from({ length: 200 }, (_, n) => createTask(() => wander(String(n), strange))));
    return strange;
  },
  'the process that Node has is not there, nor anything new on the global object but one symbol': () => [
    'process' in globalThis,
    Object.getOwnPropertySymbols(globalThis)
      .map(String)
      .filter((name) => name.includes('throughline')),
  ],
};

/** Awaits in several ways, and notes each value that is neither its own nor the one from outside. */
async function wander(own: string, strange: string[]): Promise<void> {
  variable.set(own);
  for (let step = 0; step < 5; step++) {
    const context = copyContext();
    await (step % 2 === 0 ? null : new Promise((resolve) => setTimeout(resolve, Number(own) % 3)));
    if (variable.get() !== 'outside') strange.push(`${own} after an await: ${variable.get()}`);
    variable.run(own, () => {
      if (variable.get() !== own) strange.push(`${own} in run: ${variable.get()}`);
    });
    context.run(() => {
      if (step === 0 && variable.get() !== own) strange.push(`${own} in its context: ${variable.get()}`);
    });
  }
}

function codeOf(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return isThroughlineError(error) ? error.code : String(error);
  }
}

for (const [name, run] of Object.entries(CASES)) console.log(`${name}: ${JSON.stringify(await run())}`);
console.log('end');
