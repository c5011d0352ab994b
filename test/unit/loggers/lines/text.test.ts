import { Console } from 'node:console';
import { PassThrough, type Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';

import { ContextVar, CTX_REQUEST_ID, logged } from '../../../../src/index.js';
import { installConsole } from '../../../../src/loggers/console/index.js';
import { hostileText, LINE_BREAK, UNPRINTABLE } from '../hostile.js';
import { inRequest } from '../in-request.js';
import { consoleIn } from '../console/console-in.js';

describe('installConsole, as text', () => {
  it('says that there is no request outside of any', () => {
    const { console, out } = consoleIn();
    console.log('started');
    console.log();
    expect(out.lines).toEqual(['[-] started', '[-]']);
  });

  it('begins each line with the id, whichever method writes it', async () => {
    const { console, out, err } = consoleIn();
    await inRequest(() => {
      console.log('%s is %d', 'one', 1, { a: [1, { b: 2 }] });
      console.info('info');
      console.debug('debug');
      console.dir({ a: 1 });
      console.count();
      console.time('t');
      console.timeEnd('t');
      console.table([{ a: 1 }]);
      console.warn('warn');
      console.assert(false, 'wrong %s', 'x');
      console.error(new Error('no'));
      console.trace('here');
    });
    expect(out.lines.slice(0, 5)).toEqual([
      '[request-1] one is 1 { a: [ 1, { b: 2 } ] }',
      '[request-1] info',
      '[request-1] debug',
      '[request-1] { a: 1 }',
      '[request-1] default: 1',
    ]);
    expect(err.lines.slice(0, 3)).toEqual([
      '[request-1] warn',
      '[request-1] Assertion failed: wrong x',
      '[request-1] Error: no',
    ]);
    expect(err.lines.find((line) => line.includes('Trace'))).toBe('[request-1] Trace: here');
    for (const line of [...out.lines, ...err.lines]) expect(line).toMatch(/^\[request-1] /);
  });

  it('keeps the indentation of groups', async () => {
    const { console, out } = consoleIn();
    await inRequest(() => {
      console.group('group');
      console.log('two\nlines');
      console.group();
      console.log('deeper');
      console.groupEnd();
      console.groupEnd();
      console.log('out');
    });
    expect(out.lines).toEqual(['group', '  two', '  lines', '    deeper', 'out'].map((line) => `[request-1] ${line}`));
  });

  it('takes a carriage return at the end for a part of the line break', async () => {
    const { console, out } = consoleIn();
    await inRequest(() => console.log('done\r'));
    expect(out.lines).toEqual(['[request-1] done']);
  });

  it('clears a terminal by what clears it', async () => {
    vi.stubEnv('TERM', 'xterm');
    onTestFinished(() => void vi.unstubAllEnvs());
    const terminal = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY: true });
    const console = new Console(terminal as Writable);
    onTestFinished(installConsole({ console }));
    await inRequest(() => console.clear());
    expect(terminal.read()).toBe('\u001b[1;1H\u001b[0J');
  });

  it('puts an id in quotes that could pass for none', async () => {
    const { console, out } = consoleIn();
    await inRequest(() => console.log('a'), { id: '-' });
    expect(out.lines).toEqual(['["-"] a']);
  });

  it('shows variables that are marked, and the id by whatever name', async () => {
    const TENANT = logged(new ContextVar<string>('tenant-text'), { field: 'tenant' });
    onTestFinished(() => {
      logged(TENANT, { field: false });
      logged(CTX_REQUEST_ID, { field: 'request_id' });
    });
    const { console, out } = consoleIn();
    await inRequest(() => TENANT.run('acme', () => console.log('a')));
    logged(CTX_REQUEST_ID, { field: 'rid' });
    await inRequest(() => TENANT.run('a b', () => console.log('b')));
    expect(out.lines).toEqual(['[request-1 tenant=acme] a', '[request-1 tenant="a b"] b']);
  });

  it('says that there is no request where there is none alone, also where the id is not in lines', async () => {
    const TENANT = logged(new ContextVar<string>('tenant-alone'), { field: 'tenant' });
    onTestFinished(() => {
      logged(TENANT, { field: false });
      logged(CTX_REQUEST_ID, { field: 'request_id' });
    });
    const { console, out } = consoleIn();
    logged(CTX_REQUEST_ID, { field: false });
    console.log('a');
    TENANT.run('acme', () => console.log('b'));
    await inRequest(() => {
      console.log('c');
      TENANT.run('acme', () => console.log('d'));
    });
    expect(out.lines).toEqual(['[-] a', '[- tenant=acme] b', '[] c', '[tenant=acme] d']);
  });

  it('has each line of many requests at once under its own id', async () => {
    const { console, out } = consoleIn();
    await Promise.all(
      Array.from({ length: 300 }, (_, n) =>
        inRequest(
          async () => {
            await sleep(Math.random() * 10);
            console.log('request %d\nsecond line of %d', n, n);
          },
          { id: `id-${n}` },
        ),
      ),
    );
    expect(out.lines).toHaveLength(600);
    for (const line of out.lines) {
      const [, id, n] = /^\[id-(\d+)] .* (\d+)$/.exec(line) ?? [];
      expect(id).toBe(n);
      expect(id).toBeDefined();
    }
  });

  it('lets a format log a line of its own', async () => {
    const { console, out } = consoleIn();
    let calls = 0;
    const format = (value: string): string => {
      if (calls++ < 3) console.log('formatting'); // it had no end
      return value;
    };
    const TENANT = logged(new ContextVar<string>('talkative'), { field: 'tenant', format });
    onTestFinished(() => void logged(TENANT, { field: false }));
    await inRequest(() => TENANT.run('acme', () => console.log('text')));
    expect(out.lines).toEqual(['[request-1] formatting', '[request-1 tenant=acme] text']);
  });

  it('lets no text, id or variable begin a line of another request', async () => {
    const TENANT = logged(new ContextVar<string>('hostile-text'), { field: 'tenant' });
    onTestFinished(() => void logged(TENANT, { field: false }));
    const { console, out } = consoleIn();
    await fc.assert(
      fc.asyncProperty(hostileText(), hostileText(), hostileText(), async (id, tenant, text) => {
        out.clear();
        await inRequest(() => TENANT.run(`t${tenant}`, () => console.log('%s', text)), { id: `x${id}` });
        const prefix = /^\[(x[\w.:@/+-]*|"x(?:[^"\\[\]]|\\.)*") tenant=(t[\w.:@/+-]*|"t(?:[^"\\[\]]|\\.)*")\]( |$)/;
        for (const line of out.lines) {
          expect(line).toMatch(prefix);
          expect(line).not.toMatch(LINE_BREAK);
          expect(line.replaceAll(/\u001b\[[\d;]*m|\t/g, '')).not.toMatch(UNPRINTABLE);
        }
      }),
    );
  });
});
