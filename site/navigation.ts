import type { DefaultTheme } from 'vitepress';

import type { Section } from './sections.js';

/** The entries of the navigation. Each leads to the first page of its section. */
export function navOf(sections: readonly Section[]): DefaultTheme.NavItem[] {
  return sections.map(({ title, pages }) => ({
    text: title,
    link: `/${pages[0]?.path}`,
    activeMatch: `^/(${pages.map(({ path }) => path.replace(/index$/, '')).join('|')})$`,
  }));
}

/** The sidebar of each section, by the beginning of its paths. VitePress takes the first that fits, so the longest come first. */
export function sidebarOf(sections: readonly Section[]): DefaultTheme.SidebarMulti {
  const bars = sections.flatMap(({ title, prefixes, pages }) => {
    const items = pages.map((page) => ({ text: page.title, link: `/${page.path}` }));
    return prefixes.map((prefix) => ({ prefix, bar: [{ text: title, items }] }));
  });
  const longestFirst = bars.toSorted((a, b) => b.prefix.length - a.prefix.length);
  return Object.fromEntries(longestFirst.map(({ prefix, bar }) => [`/${prefix}`, bar]));
}
