import { Console } from 'node:console';

import { describe, expect, it, onTestFinished } from 'vitest';

import { installConsole } from '../../../../src/loggers/console/index.js';
import { LogCapture } from '../../../../src/testing/index.js';
import { inRequest } from '../in-request.js';

const READ_ONLY = { writable: false, configurable: false };
const STREAMS = ['_stdout', '_stderr'] as const;

const refusing = (name: string, trap: () => unknown): ((console: Console) => Console) => {
  return (console) => new Proxy(console, { [name]: trap });
};
const fail = (): never => {
  throw new Error('trap');
};

const CLOSED: readonly (readonly [name: string, close: (console: Console) => Console])[] = [
  ['cannot be extended', Object.preventExtensions],
  ['is sealed', Object.seal],
  ['is frozen', Object.freeze],
  ...STREAMS.map((name) => {
    const close = (console: Console): Console => Object.defineProperty(console, name, READ_ONLY);
    return [`has a ${name} that cannot be replaced`, close] as const;
  }),
  [
    'has only a getter for a stream',
    (console) => {
      const { _stderr: stream } = console as Console & { _stderr: unknown };
      return Object.defineProperty(console, '_stderr', { get: () => stream });
    },
  ],
  ...['set', 'defineProperty', 'has', 'isExtensible', 'getOwnPropertyDescriptor'].map(
    (trap) => [`is a proxy that throws in ${trap}`, refusing(trap, fail)] as const,
  ),
  ...['set', 'defineProperty'].map((trap) => [`is a proxy that refuses ${trap}`, refusing(trap, () => false)] as const),
];

const REFUSED = expect.objectContaining({
  code: 'TL_ERR_INVALID_OPTION',
  message: expect.stringContaining('"console"'),
});

describe.each(CLOSED)('a console that %s', (_, close) => {
  it('is refused each time, and stays as it was', async () => {
    const out = new LogCapture();
    const console = new Console(out);
    const target = close(console);
    const before = Object.getOwnPropertyDescriptors(console);
    for (const format of ['text', 'json', 'text'] as const) {
      expect(() => installConsole({ console: target, format })).toThrow(REFUSED);
    }
    expect(Object.getOwnPropertyDescriptors(console)).toEqual(before);
    await inRequest(() => {
      target.log('hello');
      target.error('again');
    });
    expect(out.lines).toEqual(['hello', 'again']);
  });
});

it('is refused without streams, too, where a method cannot be replaced', () => {
  const lines: unknown[] = [];
  const console = { log: (...args: unknown[]) => lines.push(args), error: (...args: unknown[]) => lines.push(args) };
  Object.defineProperty(console, 'error', READ_ONLY);
  const { log } = console;
  for (let i = 0; i < 3; i++) expect(() => installConsole({ console: console as never })).toThrow(REFUSED);
  expect(Object.keys(console)).toEqual(['log', 'error']);
  expect(console.log).toBe(log);
});

it('is refused as the console of the process, which it is unless given', () => {
  const { console: own } = globalThis;
  onTestFinished(() => void (globalThis.console = own));
  globalThis.console = Object.preventExtensions(new Console(new LogCapture()));
  expect(() => installConsole()).toThrow(REFUSED);
});

it('does nothing to one on which it is installed and that was closed since; undoing what can be undone', () => {
  const out = new LogCapture();
  const console = new Console(out);
  const undo = installConsole({ console });
  Object.preventExtensions(console);
  installConsole({ console })();
  console.log('a');
  undo();
  undo();
  console.log('b');
  expect(out.lines).toEqual(['[-] a', 'b']);
  expect(() => installConsole({ console })).toThrow(REFUSED);
});

it('leaves nothing behind on an object that inherits its methods', () => {
  const lines: unknown[] = [];
  const log = (...args: unknown[]): void => void lines.push(args.at(-1));
  const console = Object.create({ log, error: log }) as Console;
  const undo = installConsole({ console });
  console.log('a');
  undo();
  console.log('b');
  expect(lines).toEqual(['[-] a', 'b']);
  expect(Reflect.ownKeys(console)).toEqual([]);
});
