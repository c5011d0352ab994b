import { expect, it } from 'vitest';

import { codeOnly } from '../../../src/doctor/source/code-only.js';
import { functionsAround } from '../../../src/doctor/source/functions-in.js';

/** The functions around the sign `§`, the innermost first, and whether they are expressions. */
function around(text: string): string[] {
  const place = text.indexOf('§');
  const source = text.replace('§', '');
  return functionsAround(source, place).map(
    ({ start, end, isExpression }) => `${isExpression ? 'expression' : 'other'} ${source.slice(start, end)}`,
  );
}

it.each<[text: string, ...functions: string[]]>([
  ['§'],
  ['const f = () => §1;', 'expression () => 1'],
  ['call(x => §x + 1, 2);', 'expression x => x + 1'],
  ['call(async (a, b) => { §a(); });', 'expression async (a, b) => { a(); }'],
  ['call(async function go(a) { §a(); });', 'expression async function go(a) { a(); }'],
  [
    'function go(a) { return () => { §a; }; }',
    'expression () => { a; }',
    'other function go(a) { return () => { a; }; }',
  ],
  ['class A { async run(a: string): Promise<void> { §a; } }', 'other async run(a: string): Promise<void> { a; }'],
  ['if (a) { §b; } for (;;) { c; }'],
  ["f((a) => { '}'; /* } */ `}${'`'}`; /[}/]/; §a; })", "expression (a) => { '}'; /* } */ `}${'`'}`; /[}/]/; a; }"],
  ['f((e: Error | null): void => { §e; })', 'expression (e: Error | null): void => { e; }'],
  ['const a = b / c; f(() => §d / e);', 'expression () => d / e'],
  ['x = { on: function () { §y } }', 'expression function () { y }'],
  ['((a) => { §a', 'expression (a) => { a'],
])('%j', (text, ...functions) => {
  expect(around(text)).toEqual(functions);
});

it('blanks out what is no code, and moves nothing', () => {
  const text = 'a = "x\\"y" + \'z\'; // c\nb = `t${u + `v`}w`; /* d\ne */ f = /g[/]h/i;';
  expect(codeOnly(text)).toHaveLength(text.length);
  expect(codeOnly(text).replaceAll(/\s+/g, ' ')).toBe('a = + ; b = u + ; f = ;');
});
