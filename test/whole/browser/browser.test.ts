import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { build as esbuild } from 'esbuild';
import type { Browser } from 'playwright-core';
import { rolldown } from 'rolldown';
import { build as vite, type Rolldown } from 'vite';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

import { chromiumPath, inChromium, launch } from '../../support/chromium.js';
import { linesOf } from './open-page.js';

/** What test/whole/browser/page.ts writes. */
const EXPECTED = {
  'run holds for its call, also for calls within': [['a', 'b', 'a'], 'outside'],
  'a throw puts the value back': 'outside',
  'set and reset, and the end of a block': ['a', 'b', 'a', 'outside'],
  'tasks have copies': [['parent', 'child'], 'parent'],
  'an event reaches its listeners in the context of the call': ['a'],
  'bind keeps the context for timers, microtasks, promises and listeners': ['a', 'a', 'a', 'a'],
  'after an await the value is the one from outside': ['a', 'outside', 'outside', 0],
  'a context that was taken along is there after an await': 'a',
  'after an await set says that there is no task, and get that there is no value': [
    'TL_ERR_NO_TASK',
    'TL_ERR_NO_VALUE',
  ],
  'a token cannot be used after an await, at the end of a block either': 'TL_ERR_TOKEN_CONTEXT',
  'a context that is entered is refused, and can be entered after the call': ['TL_ERR_CONTEXT_ENTERED', 'again'],
  'gather and taskGroup run each task in a copy': [['a', 'outside'], 'c'],
  'no flow of many sees a value of another': [],
  'the process that Node has is not there, nor anything new on the global object but one symbol': [
    false,
    ['Symbol(throughline.core.v5)'],
  ],
};

/** Each makes one ES module for browsers of a file, with its own settings for that. */
const BUNDLERS: Record<string, (file: string) => Promise<string>> = {
  'esbuild --platform=browser': async (file) => {
    const { outputFiles } = await esbuild({
      entryPoints: [file],
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'browser',
      target: 'es2022',
    });
    return outputFiles.map(({ text }) => text).join('');
  },
  'rolldown, platform browser': async (file) => {
    const bundle = await rolldown({ input: file, platform: 'browser', transform: { target: 'es2022' } });
    const { output } = await bundle.generate({ format: 'esm' });
    await bundle.close();
    return output[0].code;
  },
  Vite: async (file) => {
    const folder = await mkdtemp('test/whole/browser/vite-'); // in the project, where the package finds itself
    onTestFinished(() => rm(folder, { recursive: true }));
    const script = `<script type="module" src="${join(process.cwd(), file)}"></script>`;
    await writeFile(join(folder, 'index.html'), `<!doctype html>${script}`);
    const options = { configFile: false, logLevel: 'error', root: folder } as const;
    const result = await vite({ ...options, build: { write: false, target: 'es2022', modulePreload: false } });
    const { output } = result as Rolldown.RolldownOutput;
    return output.map((part) => (part.type === 'chunk' ? part.code : '')).join('');
  },
};

describe.skipIf(chromiumPath === undefined)(inChromium('in Chromium'), () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  it.each(Object.entries(BUNDLERS))('what can work does, bundled by %s', async (_, bundle) => {
    const lines = await linesOf(browser, await bundle('test/whole/browser/page.ts'));
    const seen = lines.map((line) => [
      line.slice(0, line.indexOf(': ')),
      JSON.parse(line.slice(line.indexOf(': ') + 2)),
    ]);
    expect(Object.fromEntries(seen)).toEqual(EXPECTED);
  });

  it('the example writes what the page in the reference says', async () => {
    const script = await BUNDLERS['esbuild --platform=browser']?.('examples/browser.ts');
    const lines = await linesOf(browser, `${script};setTimeout(() => console.log('end'), 50);`);
    const page = await readFile('docs/reference/browser.md', 'utf8');
    expect(page).toContain(lines.map((line) => `    ${line}\n`).join(''));
    expect(lines).toHaveLength(4);
  });
});
