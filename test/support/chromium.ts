import { execFileSync } from 'node:child_process';

import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The path of the first Chromium in PATH; `undefined` where there is none. */
export const chromiumPath: string | undefined = NAMES.map(pathOf).find((path) => path !== undefined);

/** Names the suite of what needs Chromium: where there is none, why it is skipped. */
export function inChromium(what: string): string {
  if (chromiumPath !== undefined) return what;
  return `${what} (skipped: there is no chromium or google-chrome in PATH)`;
}

function pathOf(name: string): string | undefined {
  try {
    return execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath as string, args: ['--no-sandbox'] });
}
