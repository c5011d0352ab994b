import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { hostileText, LINE_BREAK } from '../hostile.js';
import { FIELDS, inRequest } from '../in-request.js';
import { consoleIn } from '../console/console-in.js';

const line = (level: string, message: unknown): object => ({ time: expect.any(String), level, message, ...FIELDS });

describe('installConsole, as JSON', () => {
  it('adds nothing outside of any request', () => {
    const { console, out } = consoleIn('json');
    console.log('started');
    expect(out.entries).toEqual([{ time: expect.any(String), level: 'info', message: 'started' }]);
  });

  it('writes one line for each call, with its level', async () => {
    const { console, out, err } = consoleIn('json');
    await inRequest(() => {
      console.log('%s is %d', 'one', 1, { a: 1 });
      console.info('two\nlines');
      console.debug('debug');
      console.dir({ a: 1 });
      console.table([{ a: 1 }]);
      console.count();
      console.warn('warn');
      console.assert(false, 'wrong');
      console.error(new Error('no'));
      console.trace('here');
    });
    expect(out.entries).toEqual([
      line('info', 'one is 1 { a: 1 }'),
      line('info', 'two\nlines'),
      line('debug', 'debug'),
      line('info', '{ a: 1 }'),
      line('info', expect.stringContaining('(index)')),
      line('info', 'default: 1'),
    ]);
    expect(err.entries).toEqual([
      line('warn', 'warn'),
      line('warn', 'Assertion failed: wrong'),
      line('error', expect.stringMatching(/^Error: no\n +at .*json.test.ts/)),
      line('trace', expect.stringMatching(/^Trace: here\n +at /)),
    ]);
    const [{ time } = {}] = out.entries;
    expect(new Date(time as string).toISOString()).toBe(time);
  });

  it.each(['a\r', '\r', 'a\r\n', 'a\n\r', ''])('has the whole message: %j', (message) => {
    const { console, out } = consoleIn('json');
    console.log('%s', message);
    expect(out.entries).toMatchObject([{ message }]);
  });

  it('writes one line with exactly these fields, whatever a client sent', async () => {
    const { console, out } = consoleIn('json');
    await fc.assert(
      fc.asyncProperty(hostileText(), hostileText(), hostileText(), async (id, path, text) => {
        out.clear();
        await inRequest(() => console.log(text), { id: `x${id}`, path: `/${path}` });
        expect(out.lines).toHaveLength(1);
        expect(out.lines[0]).not.toMatch(LINE_BREAK);
        expect(Object.keys(out.entries[0]!)).toEqual(['time', 'level', 'message', ...Object.keys(FIELDS)]);
      }),
    );
  });
});
