import { expect, it } from 'vitest';

import { DESKTOP, type OpenPage } from './open-page.js';

/** What readers do on the site. */
export function describeUse(open: OpenPage): void {
  it('finds first the page that helps, by a word of the problem', async () => {
    const { page, faults } = await open({ viewport: DESKTOP });
    await page.keyboard.press('Control+k');
    await page.locator('#localsearch-input').fill('lost');
    const first = page.locator('.VPLocalSearchBox .result').first();
    await first.waitFor();
    expect(await first.innerText()).toContain('My id is empty, or wrong');
    await first.click();
    await page.waitForURL(/my-id-is-empty/);
    expect(faults).toEqual([]);
  });

  it('copies code', async () => {
    const { page } = await open({ viewport: DESKTOP, permissions: ['clipboard-read', 'clipboard-write'] });
    const block = page.locator('.language-sh').first();
    await block.hover();
    await block.locator('button.copy').click();
    await page.locator('button.copy.copied').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('npx throughline app.js');
  });

  it('shows what to install for each package manager', async () => {
    const { page } = await open({ viewport: DESKTOP }, '/guide/migrate.html');
    const group = page.locator('.vp-code-group').first();
    expect(await group.locator('pre:visible').innerText()).toMatch(/^npm install throughline\n/);
    await group.locator('label', { hasText: 'pnpm' }).click();
    expect(await group.locator('pre:visible').innerText()).toMatch(/^pnpm add throughline\n/);
  });

  it('shows a sample as a module and in CommonJS', async () => {
    const { page } = await open({ viewport: DESKTOP }, '/start/express.html');
    const group = page.locator('.vp-code-group', { hasText: 'CommonJS' });
    expect(await group.locator('pre:visible').innerText()).toContain("import express from 'express'");
    await group.locator('label', { hasText: 'CommonJS' }).click();
    expect(await group.locator('pre:visible').innerText()).toContain("require('express')");
  });

  it('gets dark and light again', async () => {
    const { page } = await open({ viewport: DESKTOP, colorScheme: 'light' });
    const background = (): Promise<string> => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await background();
    await page.locator('.VPNavBar .VPSwitchAppearance:visible').click();
    expect(await background()).not.toBe(light);
    await page.locator('.VPNavBar .VPSwitchAppearance:visible').click();
    expect(await background()).toBe(light);
  });

  it('works by keyboard: the skip link, and the search with its end', async () => {
    const { page } = await open({ viewport: DESKTOP }, '/guide/jobs.html');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('Skip to content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('VPContent');
    await page.keyboard.press('/');
    await page.locator('#localsearch-input').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('#localsearch-input').waitFor({ state: 'detached' });
  });

  it('leads from a page to its Markdown', async () => {
    const { page } = await open({ viewport: DESKTOP }, '/guide/jobs.html');
    await page.getByText('View as Markdown').click();
    await page.waitForURL('/guide/jobs.md');
  });
}
