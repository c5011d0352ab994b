import { expect, it } from 'vitest';

import { codeWith } from '../../../src/doctor/findings/code-with.js';
import { frameAround } from '../../../src/doctor/report/code-frame.js';

const PASSED = `()=>{${'a();'.repeat(500)}response.end(CTX_REQUEST_ID.get())}`;
const BUNDLE = `const password="S1";${'b();'.repeat(500)}queue.push(${PASSED});${'c();'.repeat(500)}`;
const START = BUNDLE.indexOf('()=>{');
const END = START + PASSED.length;
const EDITS = [
  { offset: START, removed: 0, text: 'bind(' },
  { offset: END, removed: 0, text: ')' },
];

it('cuts a line of a bundle around what is changed in it', () => {
  const around = { start: START, end: END };
  const [begin, end] = ['b();'.repeat(12), 'a();'.repeat(17)];
  expect(codeWith(BUNDLE, EDITS, around)).toEqual([
    `…${begin}queue.push(bind(()=>{${end}a(…${'a();'.repeat(6)}response.end(CTX_REQUEST_ID.get())}));${'c();'.repeat(19)}c…`,
  ]);
  expect(codeWith(`  one();\n  two(${PASSED});\n`, [], { start: 12, end: 12 })).toEqual([
    `two(()=>{${'a();'.repeat(17)}a…`,
  ]);
});

it('shows nothing of a text in quotes whose beginning is cut off', () => {
  const source = `const secret="${'S1;'.repeat(200)}",q=push(f);${'c();'.repeat(100)}`;
  const start = source.indexOf('f)');
  const edits = [
    { offset: start, removed: 0, text: 'bind(' },
    { offset: start + 1, removed: 0, text: ')' },
  ];
  expect(codeWith(source, edits, { start, end: start + 1 })).toEqual([`…bind(f));${'c();'.repeat(19)}c…`]);
});

it('shows lines as they are where they are short', () => {
  const source = '  if (ok) {\n    queue.push(f);\n  }\n';
  const start = source.indexOf('f)');
  const edits = [{ offset: start, removed: 1, text: 'bind(f)' }];
  expect(codeWith(source, edits, { start, end: start + 1 })).toEqual(['queue.push(bind(f));']);
});

it('cuts the line of a place around it', () => {
  const place = { file: 'app.js', line: 2, column: START + 1 };
  const frame = frameAround(place, `first\n${BUNDLE}\nlast`);
  expect(frame.map(({ number, text, mark }) => [number, text.length, mark])).toEqual([
    [1, 5, 0],
    [2, 162, 81],
    [3, 4, 0],
  ]);
  expect(frame[1]?.text.slice(81, 86)).toBe('()=>{');
  expect(frameAround({ ...place, column: 7 }, `\n${BUNDLE}`)[1]).toMatchObject({
    text: `${BUNDLE.slice(0, 160)}…`,
    mark: 6,
  });
});

it('makes a line what it is shown as before it is cut', () => {
  const hidden = (text: string): string => text.replaceAll(/"[^"]*"?/g, '"-"');
  const line = `const a="${'S1'.repeat(150)}";fail(${'x'.repeat(200)})`;
  const [frame] = frameAround({ file: 'app.js', line: 1, column: line.indexOf('fail') + 1 }, line, hidden);
  expect(frame).toEqual({ number: 1, text: `const a="-";fail(${'x'.repeat(143)}…`, mark: 12 });
});
