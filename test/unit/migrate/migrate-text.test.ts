import { readdirSync, readFileSync } from 'node:fs';

import { beforeAll, describe, expect, it } from 'vitest';

import { migrateText } from '../../../src/migrate/migrate-text.js';
import { GUIDES } from '../../../src/migrate/modules.js';
import { loadParser, type Parser } from '../../../src/syntax/parser.js';

let parse: Parser;
beforeAll(async () => {
  parse = await loadParser();
});

describe('migrateText', () => {
  it.each([
    ['app.js', `import cls from 'cls-hooked';`],
    ['app.mjs', `import * as cls from "cls-hooked"`],
    ['app.js', `import 'cls-hooked'`],
    ['app.js', `export * from 'cls-hooked'; export { reset } from 'cls-hooked';`],
    ['app.cjs', `const { createNamespace } = require('cls-hooked'); return`],
    ['app.js', `const cls = require('cls-hooked'); if (cls) return`],
    ['app.js', `const session = require('cls-hooked').getNamespace('session'), view = <b>{session}</b>;`],
    ['app.js', `const cls = await import('cls-hooked');`],
    ['app.ts', `import type { Namespace } from 'cls-hooked'; let a: import('cls-hooked').Namespace<{ a: 1 }>;`],
    ['app.cts', `import cls = require('cls-hooked');`],
    ['app.tsx', `import cls from 'cls-hooked'; const view = <T,>(x: T) => <b>{x}</b>;`],
    ['app.js', `\u{feff}/* 😀 é */ const cls = require('cls-hooked');\r\n`],
    ['app.js', `import cls from 'continuation-local-storage';`],
    ['app.js', 'const cls = require(`cls-hooked`), later = import(`cls-hooked`);'],
    ['app.js', `#!/usr/bin/env node\nconst cls = require?.('cls-hooked');`],
    [
      'app.ts',
      `import { createNamespace } from 'cls-hooked'; @Injectable() class A { constructor(@Inject() readonly b: B) {} }`,
    ],
  ])('%s: %s', (file, text) => {
    const expected = text.replaceAll(
      /(['"`])(?:cls-hooked|continuation-local-storage)\1/g,
      '$1throughline/cls-hooked$1',
    );
    expect(migrateText(file, text, parse)).toEqual({ text: expected, notes: [] });
    expect(migrateText(file, expected, parse)).toEqual({ text: expected, notes: [] });
  });

  it.each([
    `// cls-hooked: import cls from 'cls-hooked'`,
    `const text = \`import cls from 'cls-hooked'\`;`,
    `import legacy from 'cls-hooked-legacy'; import own from './cls-hooked';`,
  ])('leaves %s', (text) => {
    expect(migrateText('app.js', text, parse)).toEqual({ text, notes: [] });
  });

  it('says where a module is named but not loaded', () => {
    const text = `import cls from 'cls-hooked';\njest.mock('cls-hooked');\nconst path = require.resolve('cls-hooked');\n`;
    const { notes } = migrateText('app.js', text, parse);
    expect(notes).toEqual([2, 3].map((line) => [line, 'cls-hooked is named here, too']));
  });

  it.each([
    ['a mock', `jest.mock('cls-hooked')`],
    ['a name for later', 'const name = `cls-hooked`; require(name)'],
    ['a type in JSDoc', `/** @type {import('cls-hooked').Namespace} */ let session;`],
    ['a reference to types', `/// <reference types="cls-hooked" />`],
    ['types that are added', `declare module 'cls-hooked' { interface Namespace { tenant: string } }`],
    ['a method that is called require', `module.require('cls-hooked')`],
  ])('says where a module is named: %s', (_, text) => {
    expect(migrateText('app.ts', text, parse)).toEqual({ text, notes: [[1, 'cls-hooked is named here, too']] });
  });

  it('says where a file of the module is loaded', () => {
    const text = `import context from 'cls-hooked/context.js';`;
    const { notes } = migrateText('app.js', text, parse);
    expect(notes).toEqual([[1, 'cls-hooked/context.js is named here, too']]);
  });

  it('a type that is changed is not named', () => {
    const { notes } = migrateText('app.ts', `let session: import('cls-hooked').Namespace;`, parse);
    expect(notes).toEqual([]);
  });

  it('does not parse a file that names no module', () => {
    expect(migrateText('app.js', 'import from', parse).notes).toEqual([]);
  });

  it.each([...GUIDES])('leaves %s to its user, and names the guide, which the docs have', (name, title) => {
    const text = `\nimport it from '${name}';`;
    expect(migrateText('app.ts', text, parse)).toEqual({ text, notes: [[2, `${name}: see the guide "${title}"`]] });
    const titles = readdirSync('docs/guide').map((page) => readFileSync(`docs/guide/${page}`, 'utf8').split('\n')[0]);
    expect(titles).toContain(`# ${title}`);
  });

  it('throws for what is no JavaScript', () => {
    expect(() => migrateText('app.js', `import from 'cls-hooked'`, parse)).toThrow(SyntaxError);
  });
});
