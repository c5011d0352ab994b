import { readdirSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { llmsFull, llmsIndex, twinOf } from '../../../site/llms.js';
import { type Page, readPages } from '../../../site/pages.js';
import { addressOf } from '../../../site/repository.js';
import { toSections } from '../../../site/sections.js';

const page = (path: string, text = ''): Page => ({ path, title: `Title of ${path}`, about: `About ${path}.`, text });
const placed = (...paths: string[]): Record<string, string[]> =>
  Object.fromEntries(
    toSections(paths.map((path) => page(path))).map(({ title, pages }) => [title, pages.map((each) => each.path)]),
  );

describe('the sections of the site', () => {
  it('have each page of docs/ but home, once', () => {
    const files = readdirSync('docs', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'));
    const paths = toSections(readPages('docs')).flatMap(({ pages }) => pages.map(({ path }) => path));
    expect(['index', ...paths].toSorted()).toEqual(
      files.map((file) => file.replaceAll('\\', '/').slice(0, -3)).toSorted(),
    );
  });

  it('take pages by the beginning of their path', () => {
    expect(placed('index', 'glossary', 'guide/from-koa', 'guide/jobs', 'guide/migrate', 'recipes/sse')).toEqual({
      Guides: ['guide/jobs'],
      Recipes: ['recipes/sse'],
      'Coming from …': ['guide/migrate', 'guide/from-koa'],
      Reference: ['glossary'],
    });
  });

  it('put first what has a place, and a page that nobody placed at the end', () => {
    const start = ['start/another', 'start/koa', 'start/express', 'start/a-third', 'start/node'];
    expect(placed(...start)).toEqual({
      Start: ['start/node', 'start/express', 'start/koa', 'start/a-third', 'start/another'],
    });
  });
});

it('every page of docs/ has a title and says what it is about', () => {
  for (const { path, title, about } of readPages('docs')) {
    expect(title, path).not.toBe('');
    expect(about, path).toMatch(/^[^[\]`]{10,}$/);
  }
});

describe('what language models read', () => {
  const home = page('index', '# Throughline\n');
  const jobs = page('guide/jobs', '# Jobs\n\nSee [this](../../examples/hapi.ts) and [that](opentelemetry.md).\n');
  const sections = [{ title: 'Guides', prefixes: ['guide/'], pages: [jobs] }];

  it('is an index', () => {
    expect(llmsIndex(home, sections, '/base/')).toBe(
      '# Title of index\n\n> About index.\n\n## Guides\n\n- [Title of guide/jobs](/base/guide/jobs.md): About guide/jobs.\n',
    );
  });

  it('is all pages in one, with their paths', () => {
    const full = llmsFull(home, sections, undefined);
    expect(full).toMatch(/^<!-- index\.md -->\n\n# Throughline\n\n<!-- guide\/jobs\.md -->\n\n# Jobs\n/);
  });

  it('has no link to a file that is not beside it', () => {
    expect(twinOf(jobs, undefined)).toContain('See this and [that](opentelemetry.md).');
    expect(twinOf(jobs, 'https://git.example/t')).toContain('[this](https://git.example/t/blob/HEAD/examples/hapi.ts)');
  });
});

it.each([
  [{}, undefined],
  [{ repository: 'https://git.example/t' }, 'https://git.example/t'],
  [{ repository: { url: 'git+https://git.example/t.git' } }, 'https://git.example/t'],
])('the address of the repository in %j is %s', (manifest, address) => expect(addressOf(manifest)).toBe(address));
