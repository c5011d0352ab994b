import { describe, expect, it, onTestFinished } from 'vitest';

import { AsyncContext } from '../../../src/async-context/index.js';
import { runScript } from '../../support/run-script.js';

const variable = new AsyncContext.Variable<string>({ name: 'variable', defaultValue: 'none' });
const read = (): string | undefined => variable.get();

interface Deferred {
  readonly promise: Promise<unknown>;
  resolve(value?: unknown): void;
  reject(reason: unknown): void;
}

function deferred(): Deferred {
  const methods = {} as { resolve: Deferred['resolve']; reject: Deferred['reject'] };
  const promise = new Promise((resolve, reject) => Object.assign(methods, { resolve, reject }));
  return { promise, ...methods };
}

/** Before, AsyncLocalStorage is made of async_hooks, which follow a promise from where it was made. */
const hasFrames = Number(process.versions.node.split('.')[0]) >= 24;

const SCRIPT = `
  import { AsyncContext } from 'throughline/async-context';
  globalThis.variable = new AsyncContext.Variable({ defaultValue: 'none' });
`;

// Each title begins with the title of a clause of the proposal. How a context travels is the runtime's work.
describe('where values go', () => {
  it('HostGetTopLevelAsyncContextMapping: outside any run there is no value', () => {
    expect(read()).toBe('none');
  });

  it('AsyncContextSnapshot, AsyncContextSwap: a run is there for what the call starts, and not for what comes after it', async () => {
    const started = variable.run('run', async () => {
      await Promise.resolve();
      return read();
    });
    expect(read()).toBe('none');
    expect(await started).toBe('run');
    expect(read()).toBe('none');
  });

  it('PerformPromiseThen: a reaction has the values of the time of then, not of the time when the promise settles', async () => {
    for (const settle of ['resolve', 'reject'] as const) {
      const { promise, ...methods } = deferred();
      const reaction = variable.run('then', () => promise.then(read, read));
      variable.run('settle', () => methods[settle]('value'));
      expect(await reaction).toBe('then');
    }
  });

  it('PerformPromiseThen: so has one on a promise that is settled', async () => {
    expect(await variable.run('then', () => Promise.resolve().then(read))).toBe('then');
  });

  it('NewPromiseReactionJob: await goes on with the values of before', async () => {
    const { promise, resolve } = deferred();
    const awaiting = variable.run('await', async () => {
      await promise;
      return read();
    });
    variable.run('resolve', resolve);
    expect(await awaiting).toBe('await');
  });

  it('NewPromiseReactionJob: the promise that run returned does not bring the values of its run', async () => {
    await variable.run('run', async () => null).then(() => expect(read()).toBe('none'));
  });

  it('NewPromiseResolveThenableJob: await calls then of a thenable with the values of the await', async () => {
    const then = (resolve: (value: unknown) => void): void => resolve(read());
    expect(await variable.run('await', async () => await { then })).toBe('await');
  });

  it('HostPromiseRejectionTracker: a promise rejected where it was made is reported with the values of there', async () => {
    const others = process.rawListeners('unhandledRejection') as NodeJS.UnhandledRejectionListener[];
    process.removeAllListeners('unhandledRejection');
    onTestFinished(() => {
      for (const other of others) process.on('unhandledRejection', other);
    });
    const reported = new Promise((resolve) => process.once('unhandledRejection', () => resolve(read())));
    variable.run('reject', () => void Promise.reject(new Error('unhandled')));
    expect(await reported).toBe('reject');
  });

  it('NewPromiseResolveThenableJob: resolving calls then with the values of there; differs on Node 20 and 22', async () => {
    const { promise, resolve } = variable.run('creation', deferred);
    variable.run('resolve', () => resolve({ then: (settle: (value: unknown) => void) => settle(read()) }));
    expect(await promise).toBe(hasFrames ? 'resolve' : 'creation');
  });

  it('HostPromiseRejectionTracker: a rejection is reported with the values of there; differs on Node 20 and 22', async () => {
    const script = `${SCRIPT}
      process.on('unhandledRejection', () => console.log(JSON.stringify(variable.get())));
      variable.run('creation', () => new Promise((_, reject) => (globalThis.reject = reject)));
      variable.run('reject', () => reject(new Error('unhandled')));
    `;
    expect(await runScript(script)).toBe(hasFrames ? 'reject' : 'creation');
  });

  it('ExecuteModule differs: a module has the values of its import()', async () => {
    const module = 'data:text/javascript,console.log(JSON.stringify(variable.get()))';
    expect(await runScript(`${SCRIPT} await variable.run('import', () => import('${module}'))`)).toBe('import');
  });

  it('CleanupFinalizationRegistry, FinalizationRegistry ( cleanupCallback ) differ: the callback has no values', async () => {
    const script = `${SCRIPT}
      const seen = new Promise((resolve) => {
        globalThis.registry = variable.run('construction', () => new FinalizationRegistry(() => resolve(variable.get())));
      });
      variable.run('register', () => registry.register({}));
      const collecting = variable.run('collect', () => setInterval(() => gc(), 5));
      console.log(JSON.stringify(await seen));
      clearInterval(collecting);
    `;
    expect(await runScript(script, '--expose-gc')).toBe('none');
  });

  it('GeneratorStart differs: a generator has the values of the caller of next; those of its creation by wrapping next', () => {
    function* generate(): Generator<string | undefined> {
      for (;;) yield read();
    }
    const generator = variable.run('creation', generate);
    expect(variable.run('next', () => generator.next().value as unknown)).toBe('next');
    const kept = variable.run('creation', () => AsyncContext.Snapshot.wrap(generator.next.bind(generator)));
    expect(variable.run('next', () => kept().value as unknown)).toBe('creation');
  });

  it('AsyncGeneratorStart differs: so has an async generator', async () => {
    async function* generate(): AsyncGenerator<string | undefined> {
      for (;;) {
        await Promise.resolve();
        yield read();
      }
    }
    const generator = variable.run('creation', generate);
    expect((await variable.run('next', () => generator.next())).value).toBe('next');
    const kept = variable.run('creation', () => AsyncContext.Snapshot.wrap(generator.next.bind(generator)));
    expect((await variable.run('next', () => kept())).value).toBe('creation');
  });
});
