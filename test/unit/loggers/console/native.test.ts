import { expect, it } from 'vitest';

import { installConsole } from '../../../../src/loggers/console/index.js';
import { inRequest } from '../in-request.js';

/** A console without streams, as those of Bun, Deno and browsers are. */
function nativeConsole(): { readonly console: Console; readonly written: string[] } {
  const written: string[] = [];
  const method =
    (name: string) =>
    (...args: unknown[]): void =>
      void written.push(`${name}: ${String(args.at(-1))}`); // it is given '%s' and a text
  const names = ['log', 'info', 'warn', 'error', 'group', 'groupEnd', 'table', 'count', 'dir'];
  return { console: Object.fromEntries(names.map((name) => [name, method(name)])) as unknown as Console, written };
}

it.each(['text', 'json'] as const)('works on a console without streams, as %s', async (format) => {
  const { console, written } = nativeConsole();
  const { log } = console;
  const undo = installConsole({ console, format });
  installConsole({ console, format })();
  await inRequest(() => {
    console.log('100% %s', 'sure');
    console.group('group');
    console.error('two\nlines');
    console.groupEnd();
  });
  undo();
  console.log('plain');
  expect(console.log).toBe(log);
  if (format === 'text') {
    expect(written).toEqual([
      'log: [request-1] 100% sure',
      'log: [request-1] group',
      'error: [request-1]   two\n[request-1]   lines',
      'log: plain',
    ]);
  } else {
    expect(written.at(-1)).toBe('log: plain');
    expect(written.slice(0, -1).map((line) => JSON.parse(line.replace(/^\w+: /, '')) as object)).toMatchObject([
      { level: 'info', message: '100% sure', request_id: 'request-1' },
      { level: 'info', message: 'group' },
      { level: 'error', message: '  two\n  lines' },
    ]);
  }
});

it.each(['text', 'json'] as const)(
  'begins no line without the id where a message has several, as %s',
  async (format) => {
    const { console, written } = nativeConsole();
    installConsole({ console, format });
    const message = `${'a'.repeat(1_000_000)}${'[client.2] forged '.repeat(10_000)}`;
    await inRequest(() => console.log(message));
    expect(written).toHaveLength(2);
    const lines = written.map((line) => line.replace(/^log: /, ''));
    const texts = lines.map((line) =>
      format === 'text' ? /^\[request-1\] (.*)$/.exec(line)?.[1] : (JSON.parse(line) as { message: string }).message,
    );
    expect(texts.join('') === message).toBe(true); // no difference of megabytes to print
  },
);
