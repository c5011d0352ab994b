import { readdirSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';

import axe, { type AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

import { chromiumPath, launch } from '../../whole/browser/open-page.js';
import { buildSite } from './build-site.js';
import { serveFolder } from './serve-folder.js';

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

const files = readdirSync('docs', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'));
const paths = files.map((file) => `/${file.replaceAll('\\', '/').slice(0, -'.md'.length)}`).toSorted();

/** For contrast and the order of headings: home, a guide, a reference with tables, and a quick start. */
const SAMPLES = [
  '/index',
  '/guide/jobs',
  '/reference/errors',
  ...paths.filter((path) => path.startsWith('/start/')).slice(0, 1),
];

/** The button of the search shows its shortcut beside its name, which the theme leaves out of the name for screen readers. */
const RULES = { 'label-content-name-mismatch': { enabled: false } };

const missing = chromiumPath === undefined ? ' (skipped: there is no chromium or google-chrome in PATH)' : '';

describe.skipIf(missing !== '')(`the site in Chromium${missing}`, () => {
  let address: string;
  let server: Server;
  let browser: Browser;
  beforeAll(async () => {
    await buildSite();
    ({ address, server } = await serveFolder('site/dist'));
    browser = await launch();
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  /** A page that is closed when the test ends, and what went wrong in it so far. */
  async function open(options: BrowserContextOptions, path = '/'): Promise<{ page: Page; faults: string[] }> {
    const page = await browser.newPage({ reducedMotion: 'reduce', ...options });
    onTestFinished(() => page.close());
    const faults: string[] = [];
    page.on('console', (message) => message.type() === 'error' && faults.push(`${page.url()}: ${message.text()}`));
    page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
    page.on('request', (request) => request.url().startsWith(address) || faults.push(`asks for ${request.url()}`));
    page.on('response', (response) => response.ok() || faults.push(`${response.url()} answers ${response.status()}`));
    await show(page, path);
    return { page, faults };
  }

  const show = (page: Page, path: string): Promise<unknown> => page.goto(address + path, { waitUntil: 'networkidle' });

  it.each([
    ['a desktop', DESKTOP],
    ['a phone', PHONE],
  ])(
    'shows every page on %s, without an error, "undefined", a request to another host or a scroll bar below',
    async (_, viewport) => {
      const { page, faults } = await open({ viewport });
      for (const path of paths) {
        await show(page, `${path}.html`);
        const scrolls = 'document.scrollingElement.scrollWidth > innerWidth';
        const text = await page.locator('main').innerText();
        if (text.includes('undefined') && !readFileSync(`docs${path}.md`, 'utf8').includes('undefined')) {
          faults.push(`${path} shows "undefined"`);
        }
        if (await page.evaluate<boolean>(scrolls)) faults.push(`${path} is wider than the screen`);
      }
      expect(faults).toEqual([]);
    },
    300_000,
  );

  it('has every page but home in a sidebar, once', async () => {
    const { page } = await open({ viewport: DESKTOP });
    const hrefsOf = (selector: string): Promise<(string | null)[]> =>
      page.locator(selector).evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    const links: (string | null)[] = [];
    for (const first of await hrefsOf('.VPNavBarMenu a')) {
      await show(page, first as string);
      links.push(...(await hrefsOf('.VPSidebar a.link')));
    }
    const expected = paths.filter((path) => path !== '/index').map((path) => `${path}.html`);
    expect(links.toSorted()).toEqual(expected);
  });

  it('has each anchor that a page links to', async () => {
    const { page } = await open({ viewport: DESKTOP });
    const ids = new Map<string, Set<string>>();
    const links: { from: string; to: URL }[] = [];
    for (const path of paths) {
      const from = `${path}.html`;
      await page.setContent(await (await fetch(address + from)).text(), { waitUntil: 'domcontentloaded' });
      const all = (selector: string, attribute: string): Promise<string[]> =>
        page
          .locator(selector)
          .evaluateAll((found, name) => found.map((each) => each.getAttribute(name) ?? ''), attribute);
      ids.set(from, new Set(await all('[id]', 'id')));
      for (const href of await all('.vp-doc a[href*="#"]', 'href'))
        links.push({ from, to: new URL(href, address + from) });
    }
    const own = links.filter(({ to }) => to.origin === address);
    const dead = own.filter(({ to: { pathname, hash } }) => {
      const target = ids.get(pathname.replace(/\/$/, '/index.html'));
      return target?.has(decodeURIComponent(hash.slice(1))) !== true;
    });
    expect(dead).toEqual([]);
    expect(links.length).toBeGreaterThan(20);
  }, 60_000);

  it('finds first the page that helps, by a word of the problem', async () => {
    const { page, faults } = await open({ viewport: DESKTOP });
    await page.keyboard.press('Control+k');
    await page.locator('#localsearch-input').fill('lost');
    const first = page.locator('.VPLocalSearchBox .result').first();
    await first.waitFor();
    expect(await first.innerText()).toContain('My id is empty, or wrong');
    await first.click();
    await page.waitForURL(/my-id-is-empty/);
    expect(faults).toEqual([]);
  });

  it('copies code', async () => {
    const { page } = await open({ viewport: DESKTOP, permissions: ['clipboard-read', 'clipboard-write'] });
    const block = page.locator('.language-sh').first();
    await block.hover();
    await block.locator('button.copy').click();
    await page.locator('button.copy.copied').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('npx throughline app.js');
  });

  it('shows what to install for each package manager', async () => {
    const { page } = await open({ viewport: DESKTOP }, '/guide/migrate.html');
    const group = page.locator('.vp-code-group').first();
    expect(await group.locator('pre:visible').innerText()).toMatch(/^npm install throughline\n/);
    await group.locator('label', { hasText: 'pnpm' }).click();
    expect(await group.locator('pre:visible').innerText()).toMatch(/^pnpm add throughline\n/);
  });

  it('gets dark and light again', async () => {
    const { page } = await open({ viewport: DESKTOP, colorScheme: 'light' });
    const background = (): Promise<string> => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await background();
    await page.locator('.VPNavBar .VPSwitchAppearance:visible').click();
    expect(await background()).not.toBe(light);
    await page.locator('.VPNavBar .VPSwitchAppearance:visible').click();
    expect(await background()).toBe(light);
  });

  it('works by keyboard: the skip link, and the search with its end', async () => {
    const { page } = await open({ viewport: DESKTOP }, '/guide/jobs.html');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('Skip to content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('VPContent');
    await page.keyboard.press('/');
    await page.locator('#localsearch-input').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('#localsearch-input').waitFor({ state: 'detached' });
  });

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

  it('has the Markdown of each page, a link to that, and an index of all', async () => {
    const index = await (await fetch(`${address}/llms.txt`)).text();
    const full = await (await fetch(`${address}/llms-full.txt`)).text();
    for (const path of paths) {
      const answer = await fetch(`${address}${path}.md`);
      const [heading] = /^# .+$/m.exec(readFileSync(`docs${path}.md`, 'utf8')) as RegExpExecArray;
      expect([answer.status, await answer.text()], path).toEqual([200, expect.stringContaining(heading)]);
      expect(full).toContain(heading);
      if (path !== '/index') expect(index).toContain(`](${path}.md): `);
    }
    const { page } = await open({ viewport: DESKTOP }, '/guide/jobs.html');
    await page.getByText('View as Markdown').click();
    await page.waitForURL(`${address}/guide/jobs.md`);
  });
});
