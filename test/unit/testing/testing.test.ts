import { Console } from 'node:console';
import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, it, test } from 'vitest';

import { traced } from '../../../src/adapters/fetch/index.js';
import { ContextVar, createTask, CTX_REQUEST_ID, CTX_TRACE_ID } from '../../../src/index.js';
import { countingIds, LogCapture, TestContext, inContext } from '../../../src/testing/index.js';

const USER = new ContextVar<string>('user', { default: 'nobody' });

describe('inContext', () => {
  it('runs the body in a fresh context each time, also at once', async () => {
    const body = inContext([[USER, 'Ada']], async (name: string) => {
      const before = USER.get();
      USER.set(name);
      await sleep(2);
      return [before, USER.get()];
    });
    expect(await Promise.all([body('Grace'), body('Edsger')])).toEqual([
      ['Ada', 'Grace'],
      ['Ada', 'Edsger'],
    ]);
    expect(USER.get()).toBe('nobody');
  });

  it('sees nothing of the context around it', async () => {
    const seen = await createTask(() => {
      USER.set('outer');
      return inContext([], () => USER.get())();
    });
    expect(seen).toBe('nobody');
  });

  it('passes on this, arguments, name and length, and throws what the body throws', () => {
    const body = inContext([], function add(this: unknown, a: number, b: number) {
      return [this, a + b];
    });
    expect(Reflect.apply(body, 'this', [1, 2])).toEqual(['this', 3]);
    expect([body.name, body.length]).toEqual(['add', 2]);
    expect(
      inContext([], () => {
        throw new Error('no');
      }),
    ).toThrow('no');
  });

  const extended = test.extend<{ word: string }>({ word: 'hello' });
  extended(
    'keeps the fixtures of vitest',
    inContext([[USER, 'Ada']], ({ word }: { word: string }) => {
      expect(`${word} ${USER.get()}`).toBe('hello Ada');
    }),
  );

  it.each([undefined, {}, [1], [[{}]], [[undefined, 1]], [[new Map(), 1]], [[USER]]])(
    'refuses %j, which are no values',
    (values) => {
      const code = 'TL_ERR_INVALID_ARGUMENT';
      expect(() => inContext(values as never, () => {})).toThrow(expect.objectContaining({ code }));
      if (values !== undefined)
        expect(() => new TestContext(values as never)).toThrow(expect.objectContaining({ code }));
    },
  );

  it('refuses a body that is no function', () => {
    expect(() => inContext([], undefined as never)).toThrow(
      expect.objectContaining({ code: 'TL_ERR_INVALID_ARGUMENT' }),
    );
    expect(() => new TestContext().run(1 as never)).toThrow(
      expect.objectContaining({ code: 'TL_ERR_INVALID_ARGUMENT' }),
    );
  });
});

describe('countingIds', () => {
  it('makes the ids of requests and traces, anew for each call', async () => {
    const handle = traced(() => new Response(`${CTX_REQUEST_ID.get()} ${CTX_TRACE_ID.get()}`), {
      generate: countingIds(),
    });
    const answer = async (): Promise<string> => (await handle(new Request('http://host/'))).text();
    const [first, second] = ['1', '2'].map((n) => n.padStart(32, '0'));
    expect(await answer()).toBe(`${first} ${first}`);
    expect(await answer()).toBe(`${second} ${second}`);
    expect(countingIds()()).toBe(first);
  });
});

describe('LogCapture', () => {
  it('keeps lines, also those that come in pieces and as bytes, until it is cleared', () => {
    const capture = new LogCapture();
    const euro = new TextEncoder().encode('€\n');
    capture.write('a\nb');
    capture.write('c\n');
    for (const byte of euro) capture.write(new Uint8Array([byte]));
    capture.write('\nunfinished');
    expect(capture.lines).toEqual(['a', 'bc', '€', '', 'unfinished']);
    capture.write(euro.subarray(0, 2));
    capture.clear();
    expect(capture.lines).toEqual([]);
    capture.write(euro);
    expect(capture.lines).toEqual(['€']);
  });

  it.each(['5', 'null', '"text"', '[1]'])('refuses the line %s in place of an object, and names it', (line) => {
    const capture = new LogCapture();
    capture.write(`{"a":1}\n${line}`);
    expect(() => capture.entries).toThrow(new SyntaxError(`This line is no JSON object: ${line}`));
  });

  it('refuses a line that is no JSON', () => {
    const capture = new LogCapture();
    capture.write('text\n');
    expect(() => capture.entries).toThrow(SyntaxError);
  });

  it('is a stream for a console', () => {
    const capture = new LogCapture();
    new Console(capture).log('%s', 'line');
    expect(capture.lines).toEqual(['line']);
  });
});
