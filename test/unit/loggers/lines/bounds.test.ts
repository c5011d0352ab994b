import { Console } from 'node:console';
import { Writable } from 'node:stream';

import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';

import { ContextVar, logged } from '../../../../src/index.js';
import { installConsole } from '../../../../src/loggers/console/index.js';
import { hostileText } from '../hostile.js';
import { FIELDS, inRequest } from '../in-request.js';
import { expectJsonInBounds, expectTextInBounds, expectWhole, hostileMessage } from './bounds.js';

const PREFIX = /^\[(?:x[\w.:@/+-]*|"x(?:[^"\\[\]]|\\.)*") tenant=(?:t[\w.:@/+-]*|"t(?:[^"\\[\]]|\\.)*")\](?: |$)/;

/** A console whose stream keeps each text that it is handed. */
function consoleOf(format: 'text' | 'json') {
  const chunks: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string, _, done) {
      chunks.push(Buffer.from(chunk).toString()); // half a character has no bytes
      done();
    },
  });
  const console = new Console({ stdout: stream, stderr: stream });
  onTestFinished(installConsole({ console, format }));
  return { console, chunks };
}

function markedTenant(): ContextVar<string> {
  const tenant = logged(new ContextVar<string>('tenant'));
  onTestFinished(() => void logged(tenant, { field: false }));
  return tenant;
}

describe('what is written for one message', () => {
  it('is at most seven times the text and 16 KiB, and the whole of it, each line with the id', async () => {
    const tenant = markedTenant();
    const { console, chunks } = consoleOf('text');
    await fc.assert(
      fc.asyncProperty(hostileText(), hostileText(), hostileMessage(), async (id, value, message) => {
        chunks.length = 0;
        await inRequest(() => tenant.run(`t${value}`, () => console.log('%s', message)), { id: `x${id}` });
        expect(chunks).toHaveLength(1);
        expectTextInBounds(chunks[0]!, `${message}\n`);
        expectWhole(chunks[0]!, Buffer.from(message.replace(/\r$/, '')).toString(), PREFIX);
      }),
    );
  });

  it('is at most six times the text and 1 KiB for each field, as JSON', async () => {
    const tenant = markedTenant();
    const { console, chunks } = consoleOf('json');
    await fc.assert(
      fc.asyncProperty(hostileText(), hostileText(), hostileMessage(), async (id, value, message) => {
        chunks.length = 0;
        const path = `/${value.repeat(100)}`;
        await inRequest(() => tenant.run(value, () => console.log('%s', message)), { id: `x${id}`, path });
        expect(chunks).toHaveLength(1);
        expectJsonInBounds(chunks[0]!, message, Object.keys(FIELDS).length + 1);
        const entry = JSON.parse(chunks[0]!) as { message: string };
        expect(entry.message).toBe(message);
      }),
    );
  });

  it('has the id on each line of an ordinary long text', async () => {
    const { console, chunks } = consoleOf('text');
    const rows = Array.from({ length: 5000 }, (_, row) => `row ${row} of a table that is wider than an id`);
    await inRequest(() => console.log(rows.join('\n')));
    expect(chunks.join('')).toBe(rows.map((row) => `[request-1] ${row}\n`).join(''));
  });

  it.each(['\u0001', '\n', '\r\n', 'a\r\n', '\u{1f600}', 'x\u{1f600}\n', 'plain text '])(
    'is the whole text in pieces where %j makes it too long for one',
    async (unit) => {
      const message = `y${unit.repeat(Math.ceil(2_200_000 / unit.length))}`; // an odd place for each end of a piece
      const text = consoleOf('text');
      const json = consoleOf('json');
      await inRequest(() => {
        text.console.log(message);
        json.console.log(message);
      });
      expect(text.chunks.length).toBeGreaterThan(2);
      expectTextInBounds(text.chunks.join(''), message);
      const whole = text.chunks.join('').replaceAll(/^\[request-1\] ?/gm, '');
      const unescaped = whole.replaceAll(String.raw`\u0001`, '\u0001').replaceAll(/\\u000d\\u000a|\\u000a/g, '\n');
      expect(unescaped === `${message}\n`.replaceAll('\r\n', '\n')).toBe(true); // no difference of megabytes to print
      expect(json.chunks.join('').endsWith('}\n')).toBe(true);
      const entry = JSON.parse(json.chunks.join('')) as { message: string };
      expect(entry.message === message.replace(/\r$/, '')).toBe(true);
    },
  );

  it.each([
    ['\u{1f600}', '\u{1f600}'],
    ['\r\n', '\n[request-1] '],
  ])('divides no %j between two pieces', async (unit, written) => {
    const [before, after] = ['a'.repeat(2 ** 20 - 1), 'b'.repeat(10)];
    const text = consoleOf('text');
    const json = consoleOf('json');
    const message = before + unit + after;
    await inRequest(() => [text, json].forEach(({ console }) => console.log(message)));
    expect(text.chunks).toHaveLength(2);
    expect(text.chunks.join('') === `[request-1] ${before}${written}${after}\n`).toBe(true);
    expect((JSON.parse(json.chunks.join('')) as { message: string }).message === message).toBe(true);
  });
});
