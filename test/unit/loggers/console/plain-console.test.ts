import { describe, expect, it } from 'vitest';

import { plainConsole } from '../../../../src/loggers/console/plain-console.js';

type Methods = Record<string, (...args: unknown[]) => void>;

function capture(): { readonly console: Methods; readonly out: string[]; readonly err: string[] } {
  const [out, err]: [string[], string[]] = [[], []];
  const sink = (lines: string[]) => ({ write: (text: string) => lines.push(text) });
  return { console: plainConsole({ stdout: sink(out), stderr: sink(err) }), out, err };
}

const circular: Record<string, unknown> = { name: 'circular' };
circular['self'] = circular;
const shared = { a: 1 };

describe('plainConsole', () => {
  it.each([
    ['', []],
    ['hello', ['hello']],
    ['100%', ['100%']],
    ['%s', ['%s']],
    ['100% sure', ['100%% %s', 'sure']],
    ['one is 1 {"a":1}', ['%s is %d', 'one', 1, { a: 1 }]],
    ['one and %s', ['%s and %s', 'one']],
    ['12 12.7 5n NaN', ['%i %f %d %d', '12.7', '12.7', 5n, {}]],
    ['12n', ['%i', 12n]],
    ['{"a":1} [1] null', ['%j %o %O%c', { a: 1 }, [1], null, 'color: red']],
    ['1 %s two', [1, '%s', 'two']],
    ['undefined null true Symbol(s) 10n', [undefined, null, true, Symbol('s'), 10n]],
    ['{"name":"circular","self":"[Circular]"}', [circular]],
    ['[{"a":1},{"a":1}]', [[shared, shared]]],
    ['{"map":[["a",[1]]],"big":"1n"}', [{ map: new Map([['a', new Set([1])]]), big: 1n }]],
    ['{"call":"Symbol(s)"}', [{ call: Symbol('s') }]],
  ])('writes %s', (text, args) => {
    const { console, out } = capture();
    console['log']!(...args);
    expect(out).toEqual([`${text}\n`]);
  });

  it('shows errors with their stack, within others too', () => {
    const { console, err } = capture();
    console['error']!(new Error('no'));
    console['error']!({ error: new Error('within') });
    expect(err[0]).toMatch(/^Error: no\n +at /);
    expect(err[1]).toMatch(/^\{"error":"Error: within\\n +at /);
  });

  it('writes warnings, errors, traces and failed assertions to stderr, and the rest to stdout', () => {
    const { console, out, err } = capture();
    for (const name of ['log', 'info', 'debug', 'dir', 'dirxml', 'table', 'warn', 'error']) console[name]!(name);
    console['trace']!('here %s', 'now');
    console['assert']!(false, 'wrong %s', 'x');
    console['assert']!(false);
    console['assert']!(true, 'right');
    expect(out).toEqual(['log\n', 'info\n', 'debug\n', 'dir\n', 'dirxml\n', 'table\n']);
    expect(err.map((line) => line.split('\n')[0])).toEqual([
      'warn',
      'error',
      'Trace: here now',
      'Assertion failed: wrong x',
      'Assertion failed',
    ]);
  });

  it('indents groups, counts and measures', () => {
    const { console, out } = capture();
    console['group']!('group');
    console['log']!('two\nlines');
    console['groupCollapsed']!();
    console['log']!('deeper');
    console['groupEnd']!();
    console['groupEnd']!();
    console['groupEnd']!();
    console['count']!();
    console['count']!();
    console['countReset']!();
    console['count']!();
    console['time']!('t');
    console['timeLog']!('t', 'so far');
    console['timeEnd']!('t');
    expect(out.slice(0, 6)).toEqual([
      'group\n',
      '  two\n  lines\n',
      '    deeper\n',
      'default: 1\n',
      'default: 2\n',
      'default: 1\n',
    ]);
    expect(out[6]).toMatch(/^t: \d+ms so far\n$/);
    expect(out[7]).toMatch(/^t: \d+ms\n$/);
  });
});
