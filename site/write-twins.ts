import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';

import { llmsFull, llmsIndex, twinOf } from './llms.js';
import type { Page } from './pages.js';
import { repository } from './repository.js';
import type { Section } from './sections.js';

interface Built {
  readonly docs: string;
  readonly outDir: string;
  readonly base: string;
  readonly pages: readonly Page[];
  readonly sections: readonly Section[];
}

/** Writes the Markdown of each page beside its HTML, with its images, and `llms.txt` and `llms-full.txt`. */
export function writeTwins({ docs, outDir, base, pages, sections }: Built): void {
  for (const page of pages) write(join(outDir, `${page.path}.md`), twinOf(page, repository));
  cpSync(docs, outDir, { recursive: true, filter: (file) => ['', '.svg', '.png'].includes(extname(file)) });

  const home = pages.find(({ path }) => path === 'index');
  if (home === undefined) throw new Error('docs/index.md is missing: it is the home page.');
  write(join(outDir, 'llms.txt'), llmsIndex(home, sections, base));
  write(join(outDir, 'llms-full.txt'), llmsFull(home, sections, repository));
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
