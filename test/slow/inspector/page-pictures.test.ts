import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { chromiumPath, inChromium, launch } from '../../support/chromium.js';
import { openPage, samples } from '../../support/inspector/open-inspector.js';
import { sampleServer } from '../../support/inspector/sample-server.js';

const SIZE = { viewport: { width: 1180, height: 680 }, timezoneId: 'UTC' };

/** What each picture of the docs shows, and what has to be there first. */
const PICTURES: readonly (readonly [name: string, hash: string, heading: string])[] = [
  ['list', '', '/checkout'],
  ['slow-query', '#/request/k31', 'GET /report'],
  ['failed-request', '#/request/k32', 'POST /checkout'],
  ['lost-context', '#/request/k33', 'GET /orders'],
  ['comparison', '#/compare/k30/k31', 'Two requests compared'],
];

describe.skipIf(chromiumPath === undefined)(inChromium('the pictures of the docs'), () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  // INSPECTOR_PICTURES=docs/public makes them anew
  it.each(PICTURES)('%s has at most 150 KB', async (name, hash, heading) => {
    const server = await sampleServer();
    for (const request of samples(30)) server.collector.put(request);
    const page = await openPage(browser, server.address + hash, SIZE);
    await page.getByText(heading).first().waitFor();
    const picture = await take(page, name);
    expect(picture.length).toBeGreaterThan(10_000);
    expect(picture.length).toBeLessThan(150_000);
  });
});

async function take(page: Page, name: string): Promise<Buffer> {
  const folder = process.env['INSPECTOR_PICTURES'] ?? (await mkdtemp(join(tmpdir(), 'pictures-')));
  await mkdir(folder, { recursive: true });
  return page.screenshot({ path: join(folder, `inspector-${name}.png`), animations: 'disabled' });
}
