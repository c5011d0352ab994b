import fc from 'fast-check';
import { expect, it } from 'vitest';

import { readEvent, readEvents } from '../../../src/inspector/protocol/read-event.js';
import { splitLines } from '../../../src/inspector/protocol/split-lines.js';

const TYPES = [
  'hello',
  'request',
  'end',
  'span',
  'spanEnd',
  'line',
  'task',
  'variable',
  'error',
  'finding',
  'again',
  'outside',
  'lost',
  'dropped',
];

it('never throws, and gives nothing that is larger than it may be, whatever comes', () => {
  const part = fc.record({ at: fc.anything(), text: fc.anything(), place: fc.anything(), attributes: fc.anything() });
  const event = fc.record(
    {
      type: fc.oneof(fc.constantFrom(...TYPES), fc.string()),
      request: fc.anything(),
      headers: fc.anything(),
      line: fc.oneof(part, fc.anything()),
      span: fc.oneof(part, fc.anything()),
      error: fc.oneof(part, fc.anything()),
      finding: fc.oneof(part, fc.anything()),
      requests: fc.anything(),
      lines: fc.anything(),
      end: fc.anything(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(event, fc.anything()), (value) => {
      const read = readEvents(textOf(value));
      for (const { type } of read) expect(TYPES).toContain(type);
      expect(JSON.stringify(read).length).toBeLessThan(200_000);
    }),
    { numRuns: 1000 },
  );
});

it.each([
  '',
  '{',
  '[]',
  'null',
  '1',
  '"hello"',
  '{"type":"__proto__"}',
  '{"type":"constructor"}',
  '{"type":{"toString":1}}',
])('reads nothing from %j', (line) => expect(readEvents(line)).toEqual([]));

it('reads the end of a request from its start', () => {
  const read = readEvents(
    '{"type":"request","request":7,"at":1,"end":{"type":"x","request":8,"at":2,"status":200,"ran":0.5}}',
  );
  expect(read).toMatchObject([
    { type: 'request', request: 7, at: 1 },
    { type: 'end', request: 7, at: 2, status: 200, ran: 0.5 },
  ]);
});

it('lets no control character through, and cuts what is long', () => {
  const line = { at: 1, level: '\u001b[31m', text: `a\u001b]0;owned\u0007\u202eb\n\t${'x'.repeat(10_000)}` };
  const read = readEvent(JSON.stringify({ type: 'line', request: 1, line }));
  expect(read).toMatchObject({ line: { level: '\ufffd[31m' } });
  const { text } = (read as { line: { text: string } }).line;
  expect(text.slice(0, 19)).toBe('a\ufffd]0;owned\ufffd\ufffdb\n\txxxx');
  expect(text).toHaveLength(8193);
});

it('adds what an agent leaves out of a request', () => {
  const id = '0123456789abcdef0123456789abcdef';
  const read = readEvent(JSON.stringify({ type: 'request', request: 1, id, method: 'GET', path: '/a', at: 1 }));
  expect(read).toMatchObject({ traceId: id, parentId: '', name: 'GET /a', query: '', client: '', server: '' });
});

it('leaves out a request whose ids are no ids', () => {
  expect(readEvent('{"type":"request","request":1,"traceId":"<script>","spanId":"XYZ","at":-1}')).toMatchObject({
    traceId: '',
    spanId: '',
    at: 0,
  });
});

it.each([
  ['http://127.0.0.1:3000', true],
  ['https://[::ffff:127.0.0.1]:8443', true],
  ['http://evil.example:80', false],
  ['http://127.0.0.1:3000/x', false],
  ['http://a@127.0.0.1:3000', false],
  ['file:///etc/passwd', false],
  [{ toString: 'x' }, false],
])('sends requests again to addresses only: %j', (server, isTaken) => {
  expect(readEvent(JSON.stringify({ type: 'request', server }))).toMatchObject({ server: isTaken ? server : '' });
});

it('gives lines as they were, however they are cut into chunks', () => {
  const lines = fc.array(fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', ' ')));
  fc.assert(
    fc.property(lines, fc.array(fc.nat(20), { minLength: 1 }), (given, cuts) => {
      const bytes = Buffer.from(given.map((line) => `${line}\n`).join(''));
      const taken: string[] = [];
      const take = splitLines(
        (line) => taken.push(line),
        () => {},
        1000,
      );
      for (let at = 0, cut = 0; at < bytes.length; cut++) {
        const end = at + 1 + (cuts[cut % cuts.length] as number);
        take(bytes.subarray(at, end));
        at = end;
      }
      expect(taken).toEqual(Buffer.from(bytes).toString('utf8').split('\n').filter(Boolean));
    }),
    { numRuns: 1000 },
  );
});

it('holds no line that is too long, and goes on behind it', () => {
  const seen: string[] = [];
  const take = splitLines(
    (line) => seen.push(line),
    () => seen.push('(dropped)'),
    10,
  );
  for (const chunk of ['one\n', 'x'.repeat(8), 'y'.repeat(8), 'z'.repeat(100), '\ntwo\n', `${'a'.repeat(11)}\nthree\n`])
    take(Buffer.from(chunk));
  expect(seen).toEqual(['one', '(dropped)', 'two', '(dropped)', 'three']);
});

function textOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return ''; // a BigInt, or what holds itself
  }
}
