import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { chromiumPath, inChromium, launch } from '../../support/chromium.js';
import { openInspector } from '../../support/inspector/open-inspector.js';
import { sampleRequest } from '../../support/inspector/sample-request.js';

/** Counts the frames in which the list changed. */
const COUNT_FRAMES = `new MutationObserver(() => { drawn = (globalThis.drawn ?? 0) + 1; })
  .observe(document.querySelector('.rows'), { childList: true, subtree: true, characterData: true, attributes: true })`;

describe('the files of the page', () => {
  it('have at most 60 KB in all, compressed', async () => {
    const files = await Promise.all(
      ['index.html', 'app.js', 'app.css'].map((name) => readFile(`dist/inspector/page/${name}`)),
    );
    expect(files.reduce((sum, file) => sum + gzipSync(file).length, 0)).toBeLessThan(60_000);
  });
});

describe('the script and the style of the page', () => {
  it('can stand in one file: nothing in them ends the element that they are in', async () => {
    expect(await readFile('dist/inspector/page/app.js', 'utf8')).not.toMatch(/<\/script|<!--/i);
    expect(await readFile('dist/inspector/page/app.css', 'utf8')).not.toMatch(/<\/style|<!--/i);
  });
});

describe.skipIf(chromiumPath === undefined)(inChromium('the page with very many requests'), () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  it('has few nodes in the document with 10,000 held, and reaches the oldest', async () => {
    const { page } = await openInspector(browser, '', { count: 10_000 });
    await page.getByText('10,004 held').waitFor();
    await page.getByRole('row').nth(20).waitFor();
    expect(await page.evaluate('document.querySelectorAll("*").length')).toBeLessThan(1500);
    const list = page.locator('.list');
    const oldest = page.getByText('req-000001', { exact: true });
    await expect
      .poll(
        async () => {
          await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
          return oldest.count();
        },
        { timeout: 20_000 },
      )
      .toBe(1);
    expect(await page.evaluate('document.querySelectorAll("*").length')).toBeLessThan(1500);
  });

  it('draws once for each message at most, counts all, and has the newest, at 1,000 requests a second', async () => {
    const { page, server } = await openInspector(browser);
    await page.getByText('Live', { exact: true }).waitFor();
    await page.evaluate(COUNT_FRAMES);
    const messages = 20;
    for (let message = 0; message < messages; message++) {
      const requests = Array.from({ length: 100 }, (_, index) => sampleRequest(1000 + message * 100 + index));
      server.add(requests);
      await new Promise((resolve) => setTimeout(resolve, 100)); // as the collector does: ten a second
    }
    await page.getByText('2,034 started').waitFor();
    await page.getByText('req-002999').waitFor();
    expect(await page.evaluate('drawn')).toBeLessThanOrEqual(messages * 2); // a message has the requests, or the status
    expect(await page.evaluate('document.querySelectorAll("*").length')).toBeLessThan(1500);
  });

  it('has what was left out of the stream once it is quiet', async () => {
    const { page, server } = await openInspector(browser);
    await page.getByText('Live', { exact: true }).waitFor();
    server.collector.put(sampleRequest(500));
    server.add([sampleRequest(501)], 1);
    await page.getByText('req-000500').waitFor();
  });
});
