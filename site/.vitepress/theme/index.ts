import { useData, withBase } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import { defineComponent, h } from 'vue';

import './style.css';

// The target keeps the router of the site from taking these files for pages.
const fileLink = (path: string, text: string) => h('a', { href: withBase(path), target: '_self' }, text);

/** A line below each page, with a link to its Markdown. */
const BelowPage = defineComponent(() => {
  const { page } = useData();
  return () =>
    h('p', { class: 'below-page' }, [
      fileLink(`/${page.value.relativePath}`, 'View as Markdown'),
      fileLink('/llms.txt', 'llms.txt: all pages for language models'),
    ]);
});

export default {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, { 'doc-footer-before': () => h(BelowPage) }),
};
