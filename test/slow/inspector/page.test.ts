import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { chromiumPath, inChromium, launch } from '../../support/chromium.js';
import { openInspector } from '../../support/inspector/open-inspector.js';
import { sampleLine } from '../../support/inspector/sample-request.js';

const PHONE = { viewport: { width: 390, height: 800 } };
const DARK = { colorScheme: 'dark' } as const;

describe.skipIf(chromiumPath === undefined)(inChromium('the page of the inspector'), () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  describe('a stranger finds', () => {
    it.each([
      [
        'the slow query',
        'GET /report',
        /^84 % of the time in one query: SELECT sum\(price\).* at orders\.js:71, 790 ms$/,
        'span-2',
      ],
      ['the failed request', 'POST /checkout', /^Failed with TypeError: Cannot read .* at orders\.js:41$/, 'error-1'],
      [
        'the lost context',
        /orders.*finding/,
        /^A line is logged in no request.* at orders\.js:52, seen 3 times in all$/,
        'finding-1',
      ],
      [
        'the query in a loop',
        /orders.*finding/,
        /^12 times the same query: SELECT \* FROM items.* from orders\.js:40/,
        'repeated-1',
      ],
    ])('%s, by two clicks', async (_, request, sentence, place) => {
      const { page } = await openInspector(browser);
      const row = page.getByRole('row').filter({ hasText: request });
      await row.first().getByRole('link').click();
      await page.getByRole('link', { name: sentence }).click();
      const target = page.locator(`#${place}`);
      await target.waitFor();
      expect(await target.getAttribute('class')).toContain('target');
      await expect.poll(() => isInView(page, place)).toBe(true);
    });
  });

  it.each([
    ['the list', '', {}],
    ['the list in the dark', '', DARK],
    ['the list on a phone', '', PHONE],
    ['a slow request', '#/request/k31', {}],
    ['a request that failed', '#/request/k32/error/1', {}],
    ['a request with findings', '#/request/k33/finding/1', {}],
    ['a request with findings in the dark', '#/request/k33', DARK],
    ['a request on a phone', '#/request/k33', PHONE],
    ['all findings', '#/findings', {}],
    ['lines outside of requests', '#/outside', {}],
    ['lines outside of requests on a phone, in the dark', '#/outside', { ...PHONE, ...DARK }],
    ['two requests compared', '#/compare/k30/k31', {}],
    ['two requests compared on a phone, in the dark', '#/compare/k30/k31', { ...PHONE, ...DARK }],
  ])('axe finds nothing to object to in %s, and nothing is wider than the screen', async (_, hash, options) => {
    const { page, server } = await openInspector(browser, hash, { options });
    server.addOutside([sampleLine(1), sampleLine(2, { level: 'warn', lostBy: ['k33'] })]);
    await page
      .getByRole(hash === '' ? 'row' : 'article')
      .first()
      .waitFor();
    expect(await objections(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  });
});

/** What axe finds. It runs beside the page's policy, as an extension would. */
async function objections(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate<axe.AxeResults>(`${axe.source}; axe.run()`);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary}`),
  );
}

function isInView(page: Page, id: string): Promise<unknown> {
  return page.evaluate(`(() => {
    const { top, bottom } = document.getElementById('${id}').getBoundingClientRect();
    return top < innerHeight && bottom > 0;
  })()`);
}
