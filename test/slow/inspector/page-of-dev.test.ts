import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

import { chromiumPath, inChromium, launch } from '../../support/chromium.js';
import { openPage } from '../../support/inspector/open-inspector.js';
import { runDev } from '../../support/inspector/run-dev.js';

/** What a page of another origin tries; each says `no` where nothing could be read. */
const ATTACK = `async (address) => {
  const no = () => 'no';
  const read = (path, init) => fetch(address + path, init).then((response) => response.text()).then((text) => text || 'no', no);
  const element = (name, path) => new Promise((resolve) => {
    const made = document.createElement(name);
    made.onload = () => resolve(name + ' loaded');
    made.onerror = () => resolve('no');
    made.src = address + path;
    document.body.append(made);
  });
  const events = new Promise((resolve) => {
    const source = new EventSource(address + '/api/events', { withCredentials: true });
    source.onmessage = ({ data }) => resolve(data);
    source.onerror = () => resolve('no');
  });
  return Promise.all([
    read('/api/requests'),
    read('/api/requests', { credentials: 'include' }),
    read('/api/requests', { mode: 'no-cors', credentials: 'include' }),
    read('/api/requests/1/replay', { method: 'POST', credentials: 'include' }),
    element('script', '/api/requests'),
    element('img', '/api/requests'),
    events,
  ]);
}`;

describe.skipIf(chromiumPath === undefined)(inChromium('the page of throughline dev'), () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  it('leads from an application to what is wrong in it, while it is under load', async () => {
    const dev = await runDev();
    const page = await openPage(browser, dev.page);
    for (const path of ['/report', '/checkout', '/orders']) await fetch(dev.app + path);
    for (let batch = 0; batch < 10; batch++)
      await Promise.all(Array.from({ length: 100 }, () => fetch(`${dev.app}/health`)));
    await page.getByText('1,003 started').waitFor();
    for (const [path, sentence] of [
      ['/report', /of the time in one query: SELECT sum\(price\) FROM items GROUP BY day at shop\.js:\d+/],
      ['/report', /Went on after the response/],
      ['/checkout', /Failed with TypeError: Cannot read properties of undefined \(reading 'card'\) at shop\.js:\d+/],
      ['/orders', /12 times the same query: SELECT \* FROM items WHERE order_id = \$1 from shop\.js:\d+/],
      ['/orders', /runs in no context at shop\.js:\d+/],
    ] as const) {
      await page.getByLabel('Path').fill(path);
      await page.getByRole('row').filter({ hasText: path }).first().getByRole('link').click();
      await page.getByRole('link', { name: sentence }).click();
      await page.locator('.target').first().waitFor();
    }
    expect(await page.locator('.tasks').textContent()).toContain('user = "ada" shop.js:');
  });

  it('shows a request before it ends', async () => {
    const dev = await runDev('--no-doctor');
    const page = await openPage(browser, dev.page);
    await page.getByText('Live', { exact: true }).waitFor();
    const asked = fetch(`${dev.app}/wait`);
    await page.getByRole('row').filter({ hasText: '/wait' }).getByText('running').waitFor();
    await fetch(`${dev.app}/go`);
    await asked;
    await page.getByRole('row').filter({ hasText: '/wait' }).getByText('200').waitFor();
  });

  it('tells nothing to a page of another origin in the same browser', async () => {
    const dev = await runDev('--no-doctor');
    await fetch(`${dev.app}/orders`);
    const page = await openPage(browser, dev.page);
    await page.getByRole('row').filter({ hasText: '/orders' }).waitFor();
    const other = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<body>'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    for (const host of ['localhost', '127.0.0.1']) {
      const attacker = await page.context().newPage();
      await attacker.goto(`http://${host}:${(other.address() as AddressInfo).port}/`);
      const { origin } = new URL(dev.page);
      expect(await attacker.evaluate(`(${ATTACK})('${origin}')`)).toEqual(Array.from({ length: 7 }, () => 'no'));
    }
  });
});
