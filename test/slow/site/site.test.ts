import { execFile } from 'node:child_process';
import { appendFile, readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { chromiumPath, launch } from '../../support/chromium.js';
import { buildSite } from './build-site.js';
import { copySite } from './copy-site.js';
import { describePages } from './describe-pages.js';
import { describeUse } from './describe-use.js';
import { type OpenPage, openPage } from './open-page.js';
import { serveFolder } from './serve-folder.js';
import { paths } from './site-pages.js';

let address: string;
let server: Server;
beforeAll(async () => {
  await buildSite();
  ({ address, server } = await serveFolder('site/dist'));
}, 300_000);
afterAll(() => server?.close());

it('has the Markdown of each page, and an index of all', async () => {
  const read = async (path: string): Promise<string> => (await fetch(address + path)).text();
  const [index, full] = await Promise.all([read('/llms.txt'), read('/llms-full.txt')]);
  for (const path of paths) {
    const [heading] = /^# .+$/m.exec(await readFile(`docs${path}.md`, 'utf8')) as RegExpExecArray;
    expect(await read(`${path}.md`), path).toContain(heading);
    expect(full).toContain(heading);
    if (path !== '/index') expect(index).toContain(`](${path}.md): `);
  }
});

it('a dead link fails the build, which names the link and the page', async () => {
  const folder = await copySite();
  await appendFile(join(folder, 'docs/guide/jobs.md'), '\nSee [the page that is not there](not-there.md).\n');
  await expect(buildSite(folder)).rejects.toThrow(/dead link .*not-there in file guide\/jobs\.md/);
}, 300_000);

it('its sources have no type error', async () => {
  await promisify(execFile)('npx', ['tsc', '-p', 'site']);
}, 60_000);

const missing = chromiumPath === undefined ? ' (skipped: there is no chromium or google-chrome in PATH)' : '';

describe.skipIf(missing !== '')(`in Chromium${missing}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  const open: OpenPage = (...which) => openPage(browser, address, ...which);
  describePages(open);
  describeUse(open);
});
