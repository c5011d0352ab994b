import { existsSync, readdirSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { ERRORS } from '../../src/core/throughline-error.js';
import { WARNINGS } from '../../src/core/throughline-warning.js';

const files = (folder: string, ending: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name}`);

const read = (file: string): string => readFileSync(file, 'utf8');
const pages = [...readdirSync('.').filter((name) => name.endsWith('.md')), ...files('docs', '.md')];
const codesIn = (text: string): Set<string> => new Set(text.match(/TL_(ERR|WARN)_[A-Z_]+/g));

describe('the docs', () => {
  it.each(pages)('%s quotes its TypeScript from examples, which run in tests', (page) => {
    const text = read(page);
    const quotes = [...text.matchAll(/<!-- ((?:examples|test)\/\S+) -->\n\n```(ts|js)(?: \[[^\]\n]+\])?\n(.*?)```/gs)];
    expect(text.match(/```ts/g)?.length ?? 0).toBe(quotes.filter(([, , language]) => language === 'ts').length);
    for (const [, example, , quote] of quotes) expect(quote).toBe(read(example as string));
  });

  it.each(pages)('%s links to files that exist', (page) => {
    const folder = page.includes('/') ? page.slice(0, page.lastIndexOf('/') + 1) : '';
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) => link as string);
    for (const link of links) expect(existsSync(folder + link), link).toBe(true);
  });

  it('have every code in one table, and no other', () => {
    const documented = [...read('docs/reference/errors.md').matchAll(/^\| `(TL_\w+)` *\|/gm)].map(([, code]) => code);
    expect(documented.toSorted()).toEqual([...Object.keys(ERRORS), ...Object.keys(WARNINGS)].toSorted());
  });

  it('and the code uses every code of the table, and no other', () => {
    const sources = files('src', '.ts').filter((file) => !/throughline-(error|warning)\.ts$/.test(file));
    const used = new Set(sources.flatMap((file) => [...codesIn(read(file).replaceAll(/\/\*\*.*?\*\//gs, ''))]));
    expect([...used].toSorted()).toEqual([...Object.keys(ERRORS), ...Object.keys(WARNINGS)].toSorted());
  });
});
