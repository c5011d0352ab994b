import type { Page } from './pages.js';
import { linkTo, pathInRepository } from './repository.js';
import type { Section } from './sections.js';

/** The index that https://llmstxt.org describes: one line for each page. */
export function llmsIndex(home: Page, sections: readonly Section[], base: string): string {
  const parts = sections.map(({ title, pages }) => {
    const lines = pages.map((page) => `- [${page.title}](${base}${page.path}.md): ${page.about}`);
    return `## ${title}\n\n${lines.join('\n')}\n`;
  });
  return [`# ${home.title}\n\n> ${home.about}\n`, ...parts].join('\n');
}

/** All pages in one text, each after a line with its path. */
export function llmsFull(home: Page, sections: readonly Section[], repository: string | undefined): string {
  const pages = [home, ...sections.flatMap((section) => section.pages)];
  return pages.map((page) => `<!-- ${page.path}.md -->\n\n${twinOf(page, repository)}`).join('\n');
}

/** The text of a page where the repository is not around it: a link to another file of it leads there, or is only text. */
export function twinOf(page: Page, repository: string | undefined): string {
  return page.text.replaceAll(/\[([^\]\n]*)\]\(([^)\s]+)\)/g, (link, text: string, href: string) => {
    const path = pathInRepository(`${page.path}.md`, href);
    if (path === undefined) return link;
    return repository === undefined ? text : `[${text}](${linkTo(path, repository)})`;
  });
}
