import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { chromiumPath, inChromium, launch } from '../../support/chromium.js';
import { HOSTILE } from '../../support/inspector/hostile-request.js';
import { openInspector } from '../../support/inspector/open-inspector.js';
import { sampleLine } from '../../support/inspector/sample-request.js';

describe.skipIf(chromiumPath === undefined)(inChromium('lines outside of requests'), () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  it('have an entry in the list once there are any, which leads to them and to lost contexts', async () => {
    const { page, server } = await openInspector(browser);
    await page.getByText('Live', { exact: true }).waitFor();
    const entry = page.getByRole('link', { name: 'Outside of requests' });
    expect(await entry.count()).toBe(0);
    server.addOutside([sampleLine(1, { text: 'starting' }), sampleLine(2, { text: 'drained', lostBy: ['k33'] })]);
    await entry.getByText('lost its context').waitFor();
    await entry.click();
    await page.getByRole('heading', { name: 'Outside of requests' }).waitFor();
    expect(page.url()).toContain('#/outside');
    const rows = page.locator('.outside-lines li');
    await expect.poll(() => rows.count()).toBe(2);
    expect(await rows.first().textContent()).toContain('drained queue.js:7');
    await page.getByRole('heading', { name: 'A line is logged in no request: "drained"' }).waitFor();
    await rows.first().getByRole('link', { name: 'GET /orders' }).click();
    await page.getByRole('heading', { name: 'GET /orders' }).waitFor();
    expect(page.url()).toContain('#/request/k33');
  });

  it('come in while they are shown, open to show their fields, and say of which service they are', async () => {
    const { page, server } = await openInspector(browser);
    server.addOutside([sampleLine(1, { fields: '{"jobs":1}' })]);
    await page.goto(`${server.address}#/outside`);
    await page.getByRole('button', { name: 'queue has 1 jobs' }).click();
    await page.getByText('"jobs": 1').waitFor();
    expect(await page.locator('.tag.service').count()).toBe(0);
    server.addOutside([sampleLine(2, { service: 'stock' })]);
    await page.getByRole('button', { name: 'queue has 2 jobs' }).getByText('stock').waitFor();
    expect(await page.locator('.outside-lines li').first().textContent()).toContain('queue has 2 jobs');
  });

  it('are shown in parts', async () => {
    const { page, server } = await openInspector(browser);
    server.addOutside(Array.from({ length: 250 }, (_, index) => sampleLine(index + 1)));
    await page.goto(`${server.address}#/outside`);
    const rows = page.locator('.outside-lines li');
    await expect.poll(() => rows.count()).toBe(200);
    await page.getByRole('button', { name: 'Show older lines' }).click();
    await expect.poll(() => rows.count()).toBe(250);
    expect(await page.getByRole('button', { name: 'Show older lines' }).count()).toBe(0);
  });

  it('are never markup', async () => {
    const { page, server } = await openInspector(browser);
    server.addOutside([
      sampleLine(1, { text: HOSTILE, level: HOSTILE, fields: HOSTILE, service: HOSTILE, lostBy: [HOSTILE] }),
      sampleLine(2),
    ]);
    await page.goto(`${server.address}#/outside`);
    await page.locator('.outside-row').last().click();
    expect(await page.evaluate('typeof attacked')).toBe('undefined');
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.evaluate('document.body.textContent.includes("\\u202e")')).toBe(false);
  });
});
