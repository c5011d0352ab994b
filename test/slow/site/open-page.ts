import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** A page is there when its scripts are, too. */
export const SETTLED = { waitUntil: 'networkidle' } as const;

export interface Opened {
  readonly page: Page;
  /** What went wrong in it so far: errors of the console, requests that fail or go to another host. */
  readonly faults: string[];
}

/** Opens a page of the site, and closes it when the test ends. */
export type OpenPage = (options: BrowserContextOptions, path?: string) => Promise<Opened>;

export async function openPage(
  browser: Browser,
  address: string,
  ...[options, path]: Parameters<OpenPage>
): Promise<Opened> {
  const page = await browser.newPage({ reducedMotion: 'reduce', baseURL: address, ...options });
  onTestFinished(() => page.close());
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(`${page.url()}: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
  page.on('request', (request) => request.url().startsWith(address) || faults.push(`asks for ${request.url()}`));
  page.on('response', (response) => response.ok() || faults.push(`${response.url()} answers ${response.status()}`));
  await page.goto(path ?? '/', SETTLED);
  return { page, faults };
}
