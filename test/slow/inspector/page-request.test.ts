import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { chromiumPath, inChromium, launch } from '../../support/chromium.js';
import { HOSTILE, hostileRequest } from '../../support/inspector/hostile-request.js';
import { openInspector, openPage } from '../../support/inspector/open-inspector.js';
import { repeatingRequest } from '../../support/inspector/planted-requests.js';
import { sampleRequest } from '../../support/inspector/sample-request.js';

const CLIPBOARD = { options: { permissions: ['clipboard-read', 'clipboard-write'] } };

describe.skipIf(chromiumPath === undefined)(inChromium('a request in the inspector'), () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  it('says how it went, and shows spans and lines in order of time', async () => {
    const { page } = await openInspector(browser, '#/request/k31');
    await page.getByRole('heading', { name: 'GET /report' }).waitFor();
    await page.getByText('ran 61 ms (6 %), waited 879 ms').waitFor();
    const rows = page.locator('.waterfall li');
    const names = [
      'GET /report',
      'report asked for',
      'SELECT report',
      'the report has',
      'render',
      'send report',
      'mail is sent',
    ];
    expect(await rows.count()).toBe(names.length);
    for (const [index, name] of names.entries()) expect(await rows.nth(index).textContent()).toContain(name);
    expect(await page.getByText('after the response', { exact: true }).count()).toBe(2);
  });

  it('shows the attributes of a span, and a link to a line', async () => {
    const { page } = await openInspector(browser, '#/request/k31');
    await page.getByRole('button', { name: 'SELECT report' }).click();
    await page.getByText('SELECT sum(price) FROM items GROUP BY day', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'the report has' }).click();
    await page.getByRole('link', { name: 'Link to this line' }).click();
    expect(page.url()).toContain('#/request/k31/line/2');
    await page.reload();
    await page.locator('#line-2.target').waitFor();
  });

  it('says of which service a span is, where that is another', async () => {
    const { page, server } = await openInspector(browser);
    const { spans, ...rest } = sampleRequest(50);
    server.collector.put({
      ...rest,
      spans: spans.map((span, index) => (index === 1 ? { ...span, service: 'stock' } : span)),
    });
    await page.goto(`${server.address}#/request/k50`);
    await page.getByRole('button', { name: 'SELECT orders' }).getByText('stock').waitFor();
    expect(await page.locator('.tag.service').count()).toBe(1);
  });

  it('says that it did not end where its process did before, and where a request to another service went', async () => {
    const { page, server } = await openInspector(browser);
    const { spans, ...rest } = sampleRequest(50, { state: 'lost', status: undefined });
    const call = { name: 'GET', attributes: { 'url.full': 'https://stock.test/items?token=(redacted)' } };
    const [root, child] = spans.map((span) => ({ ...span, duration: undefined }));
    server.add([{ ...rest, duration: undefined, spans: [root!, { ...child!, ...call }] }]);
    await page.getByRole('row').filter({ hasText: '✕ lost' }).click();
    await page.getByText('Its process ended before the request did').waitFor();
    expect(await page.getByText('did not end', { exact: true }).count()).toBe(3);
    expect(await page.locator('.detail .going').count()).toBe(0);
    await page.getByRole('button', { name: 'GET stock.test/items' }).waitFor();
  });

  it('shows an error with the code around it and a mark at the line', async () => {
    const { page } = await openInspector(browser, '#/request/k32');
    expect(await page.locator('.code mark').textContent()).toContain('customer.payment');
    await page.getByText('Stack', { exact: true }).click();
    await page.getByText('at checkout (/app/src/orders.js:33:9)').waitFor();
  });

  it('shows who set which variable where, and one variable alone', async () => {
    const { page } = await openInspector(browser, '#/request/k33');
    const rows = page.locator('.tasks li');
    await expect.poll(() => rows.count()).toBe(7);
    expect(await rows.nth(1).textContent()).toContain('user = "ada" orders.js:30');
    expect(await rows.nth(2).textContent()).toContain('Task 2 orders.js:38');
    expect(await rows.nth(4).textContent()).toContain('tenant has no value any more');
    await page.getByRole('button', { name: 'tenant' }).click();
    await expect.poll(() => rows.count()).toBe(5);
  });

  it('copies the mend of a finding, and the request as curl', async () => {
    const { page } = await openInspector(browser, '#/request/k33', CLIPBOARD);
    await page.getByRole('button', { name: 'Copy the code' }).click();
    await page.getByText('Copied').waitFor();
    expect(await clipboard(page)).toContain("pool.on('drain', bind(() => log.info('drained')));");
    await page.getByRole('button', { name: 'Copy as curl' }).click();
    await expect.poll(() => clipboard(page)).toBe("curl -X 'GET' 'http://localhost:3000/orders'");
  });

  it('is sent again, after a question where that may change data', async () => {
    const { page, server } = await openInspector(browser, '#/request/k32');
    await page.getByRole('button', { name: 'Replay' }).click();
    await page.getByRole('button', { name: 'Send POST again?' }).waitFor();
    expect(server.collector.replayed).toEqual([]);
    await page.getByRole('button', { name: 'Send POST again?' }).click();
    await page.getByText('Sent again, answered 201.').waitFor();
    expect(server.collector.replayed).toEqual(['k32']);
    expect(await page.getByRole('link', { name: 'Show it' }).getAttribute('href')).toBe('#/request/k32');
  });

  it.each([{ 'content-length': '17' }, { 'transfer-encoding': 'chunked' }])(
    'is not sent again with a body, which is not kept: %o',
    async (headers) => {
      const { page, server } = await openInspector(browser);
      server.collector.put(sampleRequest(50, { headers, path: '/with-body' }));
      await page.goto(`${server.address}#/request/k50`);
      const button = page.getByRole('button', { name: 'Replay' });
      expect(await button.isDisabled()).toBe(true);
      expect(await button.getAttribute('title')).toBe('It had a body, which is not kept');
      await page.getByText('It had a body, which is not kept').waitFor();
      await page.getByText('Without the body.').waitFor();
      await page.goto(`${server.address}#/request/k32`);
      await page.getByRole('heading', { name: 'POST /checkout' }).waitFor();
      expect(await page.getByRole('button', { name: 'Replay' }).isEnabled()).toBe(true);
      expect(await page.getByText('Without the body.').count()).toBe(0);
    },
  );

  it('goes on while it is shown', async () => {
    const { page, server } = await openInspector(browser, '#/request/k34');
    await page.getByText('Still runs').waitFor();
    const { kind, name } = server.collector.find('k34') ?? sampleRequest(34);
    server.add([sampleRequest(34, { kind, name, method: '', path: '', duration: 77, status: undefined })]);
    await page.getByText('Still runs').waitFor({ state: 'detached' });
    expect(await page.locator('.request-header').textContent()).toContain('77 ms');
  });

  it('is compared with another, by clicks and by keys', async () => {
    const { page } = await openInspector(browser, '#/request/k30');
    await page.getByRole('button', { name: 'Compare with' }).click();
    await page.getByText('Choose the request to compare with.').waitFor();
    await page.getByRole('row').filter({ hasText: '/report' }).click();
    await page.getByRole('heading', { name: 'Two requests compared' }).waitFor();
    expect(page.url()).toContain('#/compare/k30/k31');
    const missing = page.getByRole('row').filter({ hasText: 'SELECT report' });
    expect(await missing.textContent()).toContain('not there');
    expect(await missing.textContent()).toContain('+790 ms');
    const waited = page.getByRole('row').filter({ hasText: 'Waited for queries' });
    await expect.poll(() => waited.textContent()).toMatch(/12 ms790 ms\+778 ms$/);
    const between = page.getByRole('row').filter({ hasText: 'between spans' });
    expect(await between.first().textContent()).toMatch(/none60 ms\+60 ms$/);
    await page.keyboard.press('Escape');
    for (const key of ['Home', 'c', 'ArrowDown', 'c']) await page.keyboard.press(key);
    await expect.poll(() => page.url()).toContain('#/compare/k34/k33');
  });

  it('is compared on a phone: the list is there at once to choose the other', async () => {
    const phone = { options: { viewport: { width: 390, height: 800 } } };
    const { page } = await openInspector(browser, '#/request/k30', phone);
    await page.getByRole('button', { name: 'Compare with' }).click();
    await page.getByText('Choose the request to compare with.').waitFor();
    await page.getByRole('row').filter({ hasText: '/report' }).click();
    await page.getByRole('heading', { name: 'Two requests compared' }).waitFor();
    expect(page.url()).toContain('#/compare/k30/k31');
  });

  it('marks the places of findings, and all findings have a page', async () => {
    const { page } = await openInspector(browser, '#/request/k33');
    const [finding] = repeatingRequest(1).findings;
    const line = page.getByRole('button', { name: 'drained' });
    await line.getByTitle(finding?.message ?? '').waitFor();
    await page.getByRole('link', { name: '1 finding' }).click();
    await page.getByRole('heading', { name: 'Findings' }).waitFor();
    await page.getByRole('heading', { name: finding?.message ?? '' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'GET /orders' }).waitFor();
  });

  it('says so where it is not held any more', async () => {
    const { page } = await openInspector(browser, '#/request/gone');
    await page.getByText('It is gone.').waitFor();
  });

  it.each([
    ['a common one', 33],
    ['a hostile one', 40],
  ])('is saved as one HTML file that shows the same without a collector: %s', async (_, n) => {
    const { page, server } = await openInspector(browser);
    server.collector.put(hostileRequest(40));
    await page.goto(`${server.address}#/request/k${n}`);
    const headings = await headingsOf(page);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as HTML' }).click(),
    ]);
    const file = join(await mkdtemp(join(tmpdir(), 'saved-')), 'request.html');
    await download.saveAs(file);
    const saved = await openPage(browser, `file://${file}`);
    expect(await headingsOf(saved)).toEqual(headings);
    expect(await saved.evaluate('typeof attacked')).toBe('undefined');
    expect(await saved.locator('img').count()).toBe(0);
    expect(await saved.getByRole('button', { name: 'Replay' }).count()).toBe(0);
  });

  it('is saved as OTLP', async () => {
    const { page } = await openInspector(browser, '#/request/k31');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as OTLP' }).click(),
    ]);
    const { resourceSpans } = JSON.parse(await readFile(await download.path(), 'utf8'));
    expect(resourceSpans[0].scopeSpans[0].spans.map(({ name }: { name: string }) => name)).toContain('SELECT report');
  });

  it('never makes markup of a text, and shows what cannot be seen', async () => {
    const { page, server } = await openInspector(browser);
    server.collector.put(hostileRequest(40));
    server.add([hostileRequest(41)]);
    for (const hash of ['#/request/k40', '#/request/k40/line/1', '#/request/k40/finding/1', '#/compare/k40/k41']) {
      await page.goto(server.address + hash);
      await page.getByRole('article').first().waitFor();
      const rows = page.locator('.waterfall-row[aria-expanded=false]');
      for (const closed of [rows, page.locator('details:not([open]) summary'), page.getByText(/^Show all/)])
        while ((await closed.count()) > 0) await closed.first().click();
      expect(await page.evaluate('typeof attacked')).toBe('undefined');
      expect(await page.locator('img, script:not([src])').count()).toBe(0);
      expect(await page.evaluate('document.body.textContent.includes("\\u202e")')).toBe(false);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    }
    expect(await page.locator('body').textContent()).toContain(HOSTILE.replace('\u202E', String.raw`\u202e`));
  });
});

function clipboard(page: Page): Promise<string> {
  return page.evaluate('navigator.clipboard.readText()');
}

async function headingsOf(page: Page): Promise<string[]> {
  await page.getByRole('article').first().waitFor();
  return page.locator('article :is(h2, h3, h4)').allTextContents();
}
