import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { chromiumPath, inChromium, launch } from '../../support/chromium.js';
import { openInspector, openPage } from '../../support/inspector/open-inspector.js';
import { failedRequest } from '../../support/inspector/planted-requests.js';
import { sampleRequest } from '../../support/inspector/sample-request.js';

describe.skipIf(chromiumPath === undefined)(inChromium('the list of the inspector'), () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  it('shows requests as they come and end, the newest first', async () => {
    const { page, server } = await openInspector(browser);
    await live(page);
    const running = sampleRequest(100, { path: '/new', state: 'running', status: undefined, duration: undefined });
    server.add([running]);
    const row = page.getByRole('row').nth(1);
    await expect.poll(() => row.textContent()).toContain('/new');
    expect(await row.textContent()).toContain('running');
    server.add([sampleRequest(100, { path: '/new', status: 418, duration: 12 })]);
    await expect.poll(() => row.textContent()).toContain('418');
    expect(await page.getByText('35 started').isVisible()).toBe(true);
  });

  it('filters by each field, and the address says so', async () => {
    const { page } = await openInspector(browser);
    const found = async (): Promise<number> => Number(await page.getByRole('grid').getAttribute('aria-rowcount')) - 1;
    await expect.poll(found).toBe(34);
    const cases = [
      ['Path', '/report', 1, 'path=%2Freport'],
      ['At least ms', '500', 1, 'duration=500'],
      ['Text of a line', 'checkout failed', 1, 'text=checkout+failed'],
      ['Attribute or variable', 'db.operation.name=sum', 1, 'attribute=db.operation.name%3Dsum'],
      ['Attribute or variable', 'tenant=north', 1, 'attribute=tenant%3Dnorth'],
      ['Id', 'REQ-000033', 1, 'id=REQ-000033'],
    ] as const;
    for (const [label, value, count, address] of cases) {
      await page.getByLabel(label).fill(value);
      await expect.poll(found, { message: label }).toBe(count);
      await expect.poll(() => page.url()).toContain(`?${address}`);
      await page.getByRole('button', { name: 'Clear' }).click();
      await expect.poll(found).toBe(34);
    }
    await page.getByLabel('Status').selectOption('failed');
    await expect.poll(found).toBe(1);
    await page.getByLabel('Status').selectOption('4xx');
    await expect.poll(found).toBe(5);
    await page.getByLabel('Status').selectOption('any');
    await page.getByLabel('State').selectOption('in flight');
    await expect.poll(found).toBe(1);
  });

  it('asks for an attribute as name=value, and sends nothing else', async () => {
    const { page } = await openInspector(browser);
    await live(page);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const field = page.getByLabel('Attribute');
    expect(await field.getAttribute('aria-invalid')).toBe('false');
    await field.fill('db.operation.name');
    await page.getByText('write name=value').waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await field.fill('db.operation.name=sum');
    await expect.poll(() => page.getByRole('row').count()).toBe(2);
    await page.getByText('write name=value').waitFor({ state: 'detached' });
    const sent = asked.filter((address) => address.includes('attribute='));
    expect(sent.filter((address) => !address.includes('attribute=db.operation.name%3Dsum'))).toEqual([]);
    expect(sent.length).toBeGreaterThan(0);
  });

  it('says what its columns and counts mean', async () => {
    const { page } = await openInspector(browser);
    const titleOf = (text: string): Promise<string | null> =>
      page.getByText(text, { exact: true }).getAttribute('title');
    expect(await titleOf('Took')).toContain('Amber: it took 500 ms or longer');
    expect(await titleOf('Inside')).toContain('spans');
    expect(await titleOf('Ran and waited')).toContain('waited');
    expect(await titleOf('34 started')).toContain('since the collector runs');
    expect(await titleOf('34 held')).toContain('still holds');
  });

  it('marks the same requests as slow, whatever the filter', async () => {
    const { page, server } = await openInspector(browser);
    await live(page);
    server.add([50, 51, 52].map((n) => sampleRequest(n, { path: '/crawl', duration: 600 })));
    const marks = page.locator('.cell-duration.slow');
    await expect.poll(() => marks.allTextContents()).toEqual([...Array(3).fill('600 ms slow'), '940 ms slow']);
    await page.getByLabel('Path').fill('/crawl');
    await expect.poll(() => marks.count()).toBe(3);
    await expect.poll(() => page.getByRole('row').count()).toBe(4);
  });

  it('opens a filter that was shared, and the back button undoes one', async () => {
    const { page } = await openInspector(browser, '#/?status=5xx&path=check');
    const rows = page.getByRole('row');
    await expect.poll(() => rows.count()).toBe(2);
    expect(await page.getByLabel('Path').inputValue()).toBe('check');
    await page.getByLabel('Path').fill('nowhere');
    await page.getByText('No request matches the filter.').waitFor();
    await page.goBack();
    await expect.poll(() => page.getByLabel('Path').inputValue()).toBe('check');
    await expect.poll(() => rows.count()).toBe(2);
  });

  it('a filter holds for what comes later, by lines and attributes, too', async () => {
    const { page, server } = await openInspector(browser, '#/?text=checkout');
    await live(page);
    await expect.poll(() => page.getByRole('row').count()).toBe(2);
    server.add([failedRequest(101), sampleRequest(102)]);
    await expect.poll(() => page.getByRole('row').count(), { timeout: 5000 }).toBe(3);
  });

  it('is used by keys alone', async () => {
    const { page } = await openInspector(browser);
    await page.getByRole('row').nth(3).waitFor();
    await page.getByRole('grid').focus();
    for (const key of ['End', 'Home', 'PageDown', 'PageUp', 'ArrowDown', 'ArrowDown', 'ArrowUp'])
      await page.keyboard.press(key);
    const active = await page.getByRole('grid').getAttribute('aria-activedescendant');
    expect(active).toBe('row-33');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('request-title');
    expect(page.url()).toContain('#/request/k33');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('requests');
    expect(page.url()).not.toContain('k33');
    await page.keyboard.press('/');
    await page.keyboard.type('/report');
    await expect.poll(() => page.getByRole('row').count()).toBe(2);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('button', { name: 'Keys ?' }).isVisible()).toBe(true);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('p');
    await page.getByRole('button', { name: 'Follow' }).waitFor();
  });

  it('takes keys at once, and leads from a filter to what it found', async () => {
    const { page } = await openInspector(browser);
    await page.getByRole('row').nth(3).waitFor();
    const focused = (): Promise<unknown> => page.evaluate('document.activeElement.id');
    expect(await focused()).toBe('requests');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toContain('#/request/k33');
    await page.keyboard.press('Escape');
    for (const key of ['Enter', 'ArrowDown']) {
      const path = key === 'Enter' ? '/report' : '/checkout';
      await page.getByLabel('Path').fill(path);
      await expect
        .poll(() => page.getByRole('row').allTextContents())
        .toEqual([expect.any(String), expect.stringContaining(path)]);
      await page.keyboard.press(key);
      expect(await focused()).toBe('requests');
    }
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toContain('#/request/k32'); // not k33, which does not match any more
  });

  it('stands still while it is paused, counts what came, and follows again', async () => {
    const { page, server } = await openInspector(browser);
    await live(page);
    await page.getByRole('button', { name: 'Pause' }).click();
    server.add([sampleRequest(200, { path: '/while-paused' })]);
    await page.getByText('1 newer').waitFor();
    await page.getByText('35 started').waitFor();
    expect(await page.getByText('/while-paused').count()).toBe(0);
    await page.getByRole('button', { name: 'Follow' }).click();
    await page.getByText('/while-paused').waitFor();
  });

  it('shows nothing newer by a filter while it is paused, and all of it after', async () => {
    const { page, server } = await openInspector(browser, '#/?path=orders', { count: 150 });
    await live(page);
    const found = async (): Promise<number> => Number(await page.getByRole('grid').getAttribute('aria-rowcount')) - 1;
    await expect.poll(found).toBeGreaterThan(50);
    server.add([sampleRequest(155, { path: '/before-pause' })]);
    await page.getByText('155 started').waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('status').getByText('Paused', { exact: true }).waitFor();
    server.add(Array.from({ length: 250 }, (_, index) => sampleRequest(200 + index, { path: '/while-paused' })));
    await page.getByText('405 started').waitFor();
    await page.getByLabel('Path').fill('pause');
    await page.getByText('/before-pause').waitFor();
    expect(await found()).toBe(1);
    await page.getByRole('button', { name: '200 newer' }).waitFor();
    await page.getByRole('button', { name: 'Follow' }).click();
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByText('req-000449').waitFor();
    await page.locator('.list').evaluate((list) => list.scrollTo(0, 1e6));
    await expect.poll(found).toBe(251);
  });

  it('does not move under a reader who scrolled, and leads to what is new', async () => {
    const { page, server } = await openInspector(browser, '', { count: 150 });
    await live(page);
    await page.locator('.list').evaluate((list) => list.scrollTo(0, 1400));
    await expect.poll(() => page.getByText('req-000100').count()).toBe(1);
    const before = await page.getByText('req-000100').boundingBox();
    server.add([sampleRequest(300, { path: '/later' })]);
    await page.getByRole('button', { name: '1 newer' }).waitFor();
    expect(await page.getByText('req-000100').boundingBox()).toEqual(before);
    await page.getByRole('button', { name: '1 newer' }).click();
    await page.getByText('/later').waitFor();
  });

  it('misses nothing that comes while the list is asked for', async () => {
    const { page, server } = await openInspector(browser);
    await live(page);
    server.delay(500);
    server.send({ type: 'reset' });
    await new Promise((resolve) => setTimeout(resolve, 200)); // the answer is made, and under way
    server.add([sampleRequest(100)]);
    await page.getByText('req-000100').waitFor();
    await new Promise((resolve) => setTimeout(resolve, 500)); // and now it is there
    expect(await page.getByText('req-000100').count()).toBe(1);
  });

  it('goes on where it was when the stream breaks', async () => {
    const { page, server } = await openInspector(browser);
    await live(page);
    server.add([sampleRequest(100)]);
    await page.getByText('req-000100').waitFor();
    server.cut();
    await expect.poll(() => server.resumedFrom).toEqual([undefined, '2']);
    server.add([sampleRequest(101)]);
    await page.getByText('req-000101').waitFor();
  });

  it('says that it is cut off, and asks for the list again once the collector is back', async () => {
    const { page, server } = await openInspector(browser);
    await live(page);
    server.cut(503);
    await page.getByText('Disconnected').waitFor();
    await expect.poll(() => server.refusals.length).toBeGreaterThan(0);
    server.collector.put(sampleRequest(100));
    server.cut();
    await page.getByText('req-000100').waitFor();
    await live(page);
    expect(await page.getByText('The collector answered').count()).toBe(0);
  });

  it('says what to do where another collector has taken the place of this one', async () => {
    const { page, server } = await openInspector(browser);
    await live(page);
    server.cut(401);
    await page.getByText('Open the address that throughline dev printed.').waitFor();
  });

  it('says that the collector does not answer', async () => {
    const { page } = await openInspector(browser);
    await live(page);
    await page.route('**/api/**', (route) => route.abort());
    await page.getByLabel('Path').fill('/report');
    await page.getByText('The collector does not answer. Is throughline dev still running?').waitFor();
  });

  it('stays paused when the collector starts again', async () => {
    const { page, server } = await openInspector(browser);
    await live(page);
    await page.getByRole('button', { name: 'Pause' }).click();
    const asked = page.waitForResponse((response) => response.url().includes('/api/requests'));
    server.send({ type: 'reset' });
    await (await asked).finished();
    await page.getByRole('row').nth(30).waitFor();
    server.add([sampleRequest(100)]);
    await page.getByRole('button', { name: '1 newer' }).click();
    await page.getByText('req-000100').waitFor();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
  });

  it('shows the same in a second tab', async () => {
    const { page, server } = await openInspector(browser);
    const second = await openPage(browser, server.address);
    await Promise.all([live(page), live(second)]);
    server.add([sampleRequest(100)]);
    await Promise.all([page, second].map((tab) => tab.getByText('req-000100').waitFor()));
  });

  it('moves nothing for whoever asked for less motion', async () => {
    const motion = async (reducedMotion: 'reduce' | 'no-preference'): Promise<unknown> => {
      const { page } = await openInspector(browser, '', { options: { reducedMotion } });
      await page.locator('.bar.going').waitFor();
      return page.evaluate(`getComputedStyle(document.querySelector('.bar.going'), '::after').animationName`);
    };
    expect([await motion('reduce'), await motion('no-preference')]).toEqual(['none', 'going']);
  });

  it('shows where the keys go: a mark at the row, or around the list without one', async () => {
    const { page } = await openInspector(browser);
    await page.getByRole('row').nth(3).waitFor();
    const outlineOf = (what: string): Promise<unknown> =>
      page.evaluate(`getComputedStyle(document.querySelector('${what}')).outlineStyle`);
    await page.getByLabel('Kind').focus();
    await page.keyboard.press('Tab');
    expect(await outlineOf('#requests')).toBe('solid');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => outlineOf('.row.active')).toBe('solid');
    expect(await outlineOf('#requests')).toBe('none');
  });

  it('switches to dark and remembers it', async () => {
    const { page } = await openInspector(browser);
    await page.getByRole('button', { name: 'Theme: auto' }).click();
    await page.getByRole('button', { name: 'Theme: light' }).click();
    await page.reload();
    await page.getByRole('button', { name: 'Theme: dark' }).waitFor();
    expect(await page.evaluate('getComputedStyle(document.body).colorScheme')).toBe('dark');
  });
});

/** Waits until the stream of events is open. */
async function live(page: Page): Promise<void> {
  await page.getByText('Live', { exact: true }).waitFor();
}
