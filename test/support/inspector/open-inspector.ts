import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';

import { failedRequest, repeatingRequest, runningJob, slowRequest } from './planted-requests.js';
import { sampleRequest } from './sample-request.js';
import { type SampleServer, sampleServer } from './sample-server.js';

export interface Opened {
  readonly page: Page;
  readonly server: SampleServer;
}

/** Opens the page over samples, at the part `hash` of its address. The test fails if the page writes an error to its console. */
export async function openInspector(
  browser: Browser,
  hash = '',
  { count = 30, options = {} }: { count?: number; options?: BrowserContextOptions } = {},
): Promise<Opened> {
  const server = await sampleServer();
  for (const request of samples(count)) server.collector.put(request);
  const page = await openPage(browser, server.address + hash, options);
  return { page, server };
}

/** Opens an address in a browser context of its own. */
export async function openPage(browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 860 }, ...options });
  context.setDefaultTimeout(5000);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/ERR_|status of/.test(message.text())) errors.push(message.text());
  });
  onTestFinished(async () => {
    await context.close();
    expect(errors).toEqual([]);
  });
  await page.goto(address);
  return page;
}

/** Common requests, the planted ones the newest but for a few: one is slow, one fails, one repeats a query, one runs. */
export function samples(count: number): ReturnType<typeof sampleRequest>[] {
  const planted = [slowRequest, failedRequest, repeatingRequest, runningJob];
  const common = Array.from({ length: count }, (_, index) => sampleRequest(index + 1));
  return [...common, ...planted.map((make, index) => make(count + index + 1))];
}
