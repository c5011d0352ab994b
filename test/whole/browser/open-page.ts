import type { Browser } from 'playwright-core';

/** Opens a page whose one script, an ES module, is `script`; gives the lines that it writes to the console, up to `end`. */
export async function linesOf(browser: Browser, script: string): Promise<string[]> {
  const page = await browser.newPage();
  const lines: string[] = [];
  try {
    await page.route('**/*', async (route) => {
      const isScript = route.request().url().endsWith('.js');
      const html = '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/bundle.js"></script>';
      await route.fulfill({ contentType: isScript ? 'text/javascript' : 'text/html', body: isScript ? script : html });
    });
    const ended = new Promise<void>((resolve, reject) => {
      page.on('console', (message) => (message.text() === 'end' ? resolve() : lines.push(message.text())));
      page.on('pageerror', reject);
    });
    await Promise.all([ended, page.goto('http://page.test/')]);
    return lines;
  } finally {
    await page.close();
  }
}
