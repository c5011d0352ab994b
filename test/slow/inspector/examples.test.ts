// Each example under `throughline dev`: its page shows its request, or the lines that it wrote outside of any.
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:http2';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';

import { chromiumPath, inChromium, launch } from '../../support/chromium.js';
import { type Developing, developing } from '../../support/inspector/developing.js';
import { openPage } from '../../support/inspector/open-inspector.js';
import { noTerminal } from '../../support/inspector/terminal.js';
import { root } from '../../support/run-node.js';

/** Not by themselves under Node: one is of Bun, the others of whoever imports them. */
const NO_PROGRAMS = new Set(['start/elysia.ts', 'start/fetch.ts', 'start/lambda.ts']);

const EXAMPLES = ['', 'recipes/', 'start/']
  .flatMap((folder) => readdirSync(`${root}examples/${folder}`).map((name) => folder + name))
  .filter((file) => /\.m?ts$|\.mjs$/.test(file) && !NO_PROGRAMS.has(file));

/** Those that others ask; the rest ask themselves, or write lines, and end. */
const isServer = (file: string): boolean => readFileSync(`${root}examples/${file}`, 'utf8').includes("env['PORT']");

function run(file: string, port: number): Promise<Developing> {
  const args = [...(file.endsWith('.ts') ? ['tsx'] : []), `examples/${file}`];
  return developing(args, { PORT: `${port}`, CI: '' }, root, process.execPath, !isServer(file));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** Asks for `/`, whatever is answered. */
async function ask(file: string, port: number): Promise<boolean> {
  const address = `http://127.0.0.1:${port}/`;
  if (file !== 'http2.ts')
    return fetch(address).then(
      ({ body }) => body?.cancel().then(() => true) ?? true,
      () => false,
    );
  const session = connect(address);
  const stream = session.request({ ':path': '/' });
  return new Promise((resolve) => {
    session.on('error', () => resolve(false));
    stream
      .on('error', () => resolve(false))
      .on('response', () => resolve(true))
      .resume();
  }).finally(() => session.close()) as Promise<boolean>;
}

describe.skipIf(chromiumPath === undefined)(inChromium('the page of an example'), () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  it.each(EXAMPLES.filter(isServer))(
    '%s shows a request',
    async (file) => {
      const port = await freePort();
      const example = await run(file, port);
      while (!(await ask(file, port))) await new Promise((resolve) => setTimeout(resolve, 100));
      const [request] = await example.requests('path=/&kind=request');
      const page = await openPage(browser, example.page);
      await page.locator(`[data-key="${request?.key}"]`).getByRole('link').click();
      await page.getByRole('heading', { name: `${request?.method} ${request?.path}` }).waitFor();
      await page.getByText('What stands out').waitFor();
    },
    60_000,
  );

  it.skipIf(noTerminal.isLacking).each(EXAMPLES.filter((file) => !isServer(file)))(
    `%s shows what it did${noTerminal.note}`,
    async (file) => {
      const example = await run(file, 0);
      await example.find(/the application has ended/);
      const page = await openPage(browser, example.page);
      await page.locator('[data-key], .outside-entry').first().click();
      await page.getByRole('article').waitFor();
    },
    60_000,
  );
});
