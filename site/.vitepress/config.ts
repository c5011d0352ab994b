import { join } from 'node:path';

import { defineConfig } from 'vitepress';

import { boostHelp } from '../boost-help.js';
import { codeGroups } from '../markdown/code-groups.js';
import { emptyHeaders } from '../markdown/empty-headers.js';
import { fenceCode } from '../markdown/fence-code.js';
import { githubSlug } from '../markdown/github-slug.js';
import { installTabs } from '../markdown/install-tabs.js';
import { repositoryLinks } from '../markdown/repository-links.js';
import { navOf, sidebarOf } from '../navigation.js';
import { readPages } from '../pages.js';
import { repository } from '../repository.js';
import { resolveFromSite } from '../resolve-from-site.js';
import { toSections } from '../sections.js';
import { writeTwins } from '../write-twins.js';

const site = join(import.meta.dirname, '..');
const docs = join(site, '../docs');
const pages = readPages(docs);
const sections = toSections(pages);
const aboutOf = new Map(pages.map(({ path, about }) => [`${path}.md`, about]));

/** What docs/index.md would have as front matter, if GitHub did not show that. */
const HOME = { pageClass: 'home', sidebar: false, aside: false, prev: false, next: false };

export default defineConfig({
  title: 'Throughline',
  lang: 'en',
  srcDir: docs,
  outDir: join(site, 'dist'),
  cacheDir: join(site, 'node_modules/.vitepress'),
  vite: { publicDir: join(site, 'public'), plugins: [resolveFromSite] },
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-default' }, // whose comments can be read
    anchor: { slugify: githubSlug },
    attrs: { disable: true },
    config(md) {
      md.core.ruler.disable('emoji'); // such as what it makes of `:8)`
      md.core.ruler.push('throughline', (state) => {
        const page = (state.env as { relativePath: string }).relativePath;
        const linked = repositoryLinks(emptyHeaders(state.tokens), page, repository);
        const tokens = codeGroups(installTabs(fenceCode(linked)));
        state.tokens = tokens as typeof state.tokens;
      });
    },
  },
  themeConfig: {
    logo: '/logo.svg',
    nav: navOf(sections),
    sidebar: sidebarOf(sections),
    outline: [2, 3],
    notFound: { title: 'There is no such page', quote: 'Search for it, or begin at the home page.', linkText: 'Home' },
    search: { provider: 'local', options: { miniSearch: { searchOptions: { boostDocument: boostHelp } } } },
    ...(repository && { socialLinks: [{ icon: 'github', link: repository }] }),
  },
  transformPageData(page) {
    page.description = aboutOf.get(page.relativePath) ?? '';
    if (page.relativePath === 'index.md') Object.assign(page.frontmatter, HOME);
  },
  transformHead: ({ page, siteData: { base } }) => [
    ['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}logo.svg` }],
    ['link', { rel: 'alternate', type: 'text/markdown', href: base + page }],
  ],
  buildEnd({ outDir, site: { base } }) {
    writeTwins({ docs, outDir, base, pages, sections });
  },
});
