import { Console } from 'node:console';

import { describe, expect, it, onTestFinished, vi } from 'vitest';

import { installConsole } from '../../../../src/loggers/console/index.js';
import { LogCapture } from '../../../../src/testing/index.js';
import { runScript } from '../../../support/run-script.js';
import { inRequest } from '../in-request.js';
import { consoleIn } from './console-in.js';

const THROWING = {
  get [Symbol.toStringTag](): string {
    throw new Error('tag');
  },
  toString(): string {
    throw new Error('text');
  },
  get value(): never {
    throw new Error('getter');
  },
};

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

const circular: Record<string, unknown> = { name: 'circular' };
circular['self'] = circular;

describe('installConsole', () => {
  it('goes for methods that were taken out of the console before and after', async () => {
    const out = new LogCapture();
    const console = new Console({ stdout: out, stderr: out });
    const { log: before, group } = console;
    const undo = installConsole({ console });
    const { log: after, error } = console;
    await inRequest(() => {
      before('before');
      after('after');
      group('group');
      error('error');
    });
    undo();
    after('after undo');
    before('before undo');
    console.log('undone');
    expect(out.lines).toEqual([
      '[request-1] before',
      '[request-1] after',
      '[request-1] group',
      '[request-1]   error',
      '  after undo',
      '  before undo',
      '  undone',
    ]);
  });

  it('does nothing where it is installed already, and can be undone and installed again', () => {
    const { console, out, undo } = consoleIn();
    installConsole({ console, format: 'json' })();
    console.log('once');
    undo();
    undo();
    console.log('never');
    const undoAgain = installConsole({ console });
    undo(); // the first one: not its own any more
    installConsole({ console });
    console.log('again');
    undoAgain();
    expect(out.lines).toEqual(['[-] once', 'never', '[-] again']);
  });

  it('leaves alone what somebody else has put in its place', () => {
    const { console, out, undo } = consoleIn();
    const lines: unknown[] = [];
    console.log = (text: unknown) => void lines.push(text);
    undo();
    console.log('theirs');
    expect([lines, out.lines]).toEqual([['theirs'], []]);
  });

  it.each([
    ['a revoked proxy', revoked()],
    [
      'a proxy that throws',
      new Proxy(
        {},
        {
          get: () => {
            throw new Error('trap');
          },
          ownKeys: () => {
            throw new Error('trap');
          },
        },
      ),
    ],
    ['getters that throw', THROWING],
    ['a symbol', Symbol('s')],
    ['a bigint', 10n],
    ['a circle', circular],
    ['an object without a prototype', Object.create(null)],
    ['a deep object', Array.from({ length: 10_000 }).reduce((inner) => ({ inner }), {})],
    [
      'an error with a stack that throws',
      Object.defineProperty(new Error('x'), 'stack', {
        get: () => {
          throw new Error('stack');
        },
      }),
    ],
  ])('writes and throws what the console does, for %s', async (_, value) => {
    const calls: ((console: Console) => void)[] = [
      (console) => console.log(value),
      (console) => console.log('%s %d %i %f %j %o %O %c', value, value, value, value, value, value, value, value),
      (console) => console.error('%s', value),
      (console) => console.dir(value),
      (console) => console.table(value),
      (console) => console.table([value]),
      (console) => console.assert(false, value),
    ];
    for (const call of calls) {
      const [out, err] = [new LogCapture(), new LogCapture()];
      const plain = errorOf(() => call(new Console({ stdout: out, stderr: err })));
      const lines = [...out.lines, ...err.lines];
      for (const format of ['text', 'json'] as const) {
        const installed = consoleIn(format);
        const error = await inRequest(() => errorOf(() => call(installed.console)));
        expect(String(error)).toBe(String(plain));
        const written = [...installed.out.lines, ...installed.err.lines];
        if (format === 'text') {
          expect(written.map((line) => line.replace(/^\[request-1] ?/, ''))).toEqual(lines);
        } else {
          const messages = written.map((line) => JSON.parse(line) as Record<string, unknown>);
          expect(messages.map(({ message }) => message).join('\n')).toBe(lines.join('\n'));
          for (const message of messages) expect(message).toMatchObject({ request_id: 'request-1' });
        }
      }
    }
  });

  it('leaves a method of the application what it is: its result, its errors, its properties', async () => {
    const [out, err] = [new LogCapture(), new LogCapture()];
    const console = new Console({ stdout: out, stderr: err });
    const spy = vi.spyOn(console, 'log');
    console.warn = (): never => {
      throw new Error('there must be no warnings');
    };
    console.info = (() => 42) as never;
    onTestFinished(installConsole({ console }));
    await inRequest(() => console.log('a'));
    expect(console.log).toHaveBeenCalledWith('a');
    expect(vi.isMockFunction(console.log)).toBe(true);
    expect(out.lines).toEqual(['[request-1] a']);
    expect(() => console.warn('b')).toThrow('there must be no warnings');
    expect(console.info('c')).toBe(42);
    expect(spy).toHaveBeenCalledTimes(1);
  });

  it('leaves alone methods that cannot be replaced, and refuses a console that is frozen', async () => {
    const out = new LogCapture();
    const console = new Console(out);
    Object.defineProperty(console, 'log', { writable: false, configurable: false });
    onTestFinished(installConsole({ console }));
    await inRequest(() => console.log('a'));
    expect(out.lines).toEqual(['[request-1] a']);
    const frozen = Object.freeze(new Console(out));
    expect(() => installConsole({ console: frozen })).toThrow(
      expect.objectContaining({ code: 'TL_ERR_INVALID_OPTION' }),
    );
  });

  it('works on the console of the process, once for two copies of the package', async () => {
    const lines = await runScript(`
      import { createRequire } from 'node:module';
      import { createTask, TraceCtx } from './dist/esm/index.js';
      import { installConsole } from './dist/esm/loggers/console/index.js';
      const cjs = createRequire(process.cwd() + '/')('./dist/cjs/loggers/console/index.js');
      const written = [];
      const { write } = process.stdout;
      const { log } = console;
      process.stdout.write = (text) => written.push(text);
      const undo = [installConsole(), cjs.installConsole()];
      await createTask(() => {
        TraceCtx.setId('mine');
        console.log('a');
        log('b');
      });
      for (const end of undo) end();
      console.log('c');
      process.stdout.write = write;
      console.log(JSON.stringify(written));
    `);
    expect(lines).toEqual(['[mine] a\n', '[mine] b\n', 'c\n']);
  });

  it.each([
    [{ format: 'xml' }, 'format'],
    [{ format: 'toString' }, 'format'],
    [{ console: {} }, 'console'],
    [{ console: null }, 'console'],
    [{ colour: true }, 'colour'],
  ])('refuses %j', (options, name) => {
    expect(() => installConsole(options as never)).toThrow(
      expect.objectContaining({ code: 'TL_ERR_INVALID_OPTION', message: expect.stringContaining(`"${name}"`) }),
    );
  });

  it.each([null, 'text', 1])('refuses %j, which are no options', (options) => {
    expect(() => installConsole(options as never)).toThrow(
      expect.objectContaining({ code: 'TL_ERR_INVALID_ARGUMENT' }),
    );
  });
});

function errorOf(act: () => unknown): unknown {
  try {
    act();
    return undefined;
  } catch (error) {
    return error;
  }
}
