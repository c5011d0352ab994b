import { readFile } from 'node:fs/promises';

import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';

import { DESKTOP, type OpenPage, PHONE, SETTLED } from './open-page.js';
import { paths } from './site-pages.js';

/** For contrast and the order of headings: home, a guide, a reference with tables, and a quick start. */
const SAMPLES = [
  '/index',
  '/guide/jobs',
  '/reference/errors',
  ...paths.filter((path) => path.startsWith('/start/')).slice(0, 1),
];

/** The button of the search shows its shortcut beside its name, which the theme leaves out of the name for screen readers. */
const RULES = { 'label-content-name-mismatch': { enabled: false } };

/** What holds for each page. */
export function describePages(open: OpenPage): void {
  it('shows every page on a phone and on a desktop, without an error, "undefined", a request to another host or a scroll bar below', async () => {
    const walks = [0, 1, 2, 3].map(async (start) => {
      const { page, faults } = await open({ viewport: PHONE });
      for (const path of paths.filter((_path, at) => at % 4 === start)) {
        await page.goto(`${path}.html`, SETTLED);
        for (const viewport of [PHONE, DESKTOP]) {
          await page.setViewportSize(viewport);
          faults.push(...(await findFaults(page, path)));
        }
      }
      return faults;
    });
    expect((await Promise.all(walks)).flat()).toEqual([]);
  }, 300_000);

  it.each([768, 960, 1080])('has room for its navigation on a tablet, %i pixels wide', async (width) => {
    const { page } = await open({ viewport: { width, height: 1024 } });
    for (const path of ['/index', '/guide/jobs']) {
      await page.goto(`${path}.html`, SETTLED);
      expect(await findFaults(page, path)).toEqual([]);
      const right =
        "Math.max(...[...document.querySelectorAll('.VPNavBar *')].map((each) => each.getBoundingClientRect().right))";
      expect(await page.evaluate<number>(right)).toBeLessThanOrEqual(width);
    }
  });

  it('has every page but home in a sidebar, once', async () => {
    const { page } = await open({ viewport: DESKTOP });
    const hrefsOf = (selector: string): Promise<(string | null)[]> =>
      page.locator(selector).evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    const links: (string | null)[] = [];
    for (const first of await hrefsOf('.VPNavBarMenu a')) {
      await page.goto(first as string, SETTLED);
      links.push(...(await hrefsOf('.VPSidebar a.link')));
    }
    const expected = paths.filter((path) => path !== '/index').map((path) => `${path}.html`);
    expect(links.toSorted()).toEqual(expected);
  });

  it('has each anchor that a page links to', async () => {
    const { page } = await open({ viewport: DESKTOP });
    const { origin } = new URL(page.url());
    const ids = new Map<string, Set<string>>();
    const links: { from: string; to: URL }[] = [];
    for (const path of paths) {
      const from = `${path}.html`;
      await page.setContent(await (await fetch(new URL(from, origin))).text(), { waitUntil: 'domcontentloaded' });
      const all = (selector: string, attribute: string): Promise<string[]> =>
        page
          .locator(selector)
          .evaluateAll((found, name) => found.map((each) => each.getAttribute(name) ?? ''), attribute);
      ids.set(from, new Set(await all('[id]', 'id')));
      for (const href of await all('.vp-doc a[href*="#"]', 'href'))
        links.push({ from, to: new URL(href, origin + from) });
    }
    const own = links.filter(({ to }) => to.origin === origin);
    const dead = own.filter(({ to: { pathname, hash } }) => {
      const target = ids.get(pathname.replace(/\/$/, '/index.html'));
      return target?.has(decodeURIComponent(hash.slice(1))) !== true;
    });
    expect(dead).toEqual([]);
    expect(links.length).toBeGreaterThan(20);
  }, 60_000);

  it.each(SAMPLES.flatMap((path) => [['light', path] as const, ['dark', path] as const]))(
    'axe finds nothing in the %s %s',
    async (colorScheme, path) => {
      const { page } = await open({ viewport: DESKTOP, colorScheme }, `${path}.html`);
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate<AxeResults>(`axe.run({ rules: ${JSON.stringify(RULES)} })`);
      const seen = violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => [id, html, failureSummary]),
      );
      expect(seen).toEqual([]);
    },
    60_000,
  );
}

async function findFaults(page: Page, path: string): Promise<string[]> {
  const isWide = await page.evaluate<boolean>('document.scrollingElement.scrollWidth > innerWidth');
  const source = await readFile(`docs${path}.md`, 'utf8');
  const isUndefined = (await page.locator('main').innerText()).includes('undefined') && !source.includes('undefined');
  return [
    ...(isWide ? [`${path} is wider than a screen of ${page.viewportSize()?.width} pixels`] : []),
    ...(isUndefined ? [`${path} shows "undefined"`] : []),
  ];
}
