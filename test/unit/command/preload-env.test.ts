import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it, onTestFinished, vi } from 'vitest';

import { preloadEnv } from '../../../src/command/preload-env.js';
import { runtimePath } from '../../support/runtime-path.js';

const bun = runtimePath('bun');

async function printing(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'preload-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, name);
  await writeFile(file, `console.log(${JSON.stringify(name)});`);
  return file;
}

it.each(['plain.cjs', 'with space.cjs', 'with "quotes".cjs', 'back\\slash.cjs', "it's.cjs", 'ünï.cjs'])(
  'reaches Node by the path %s, after what the environment says',
  async (name) => {
    vi.stubEnv('NODE_OPTIONS', `--require "${await printing('own preload.cjs')}"`);
    onTestFinished(() => void vi.unstubAllEnvs());
    const env = preloadEnv([await printing(name)], ['--title', 'a "title" \\ of words']);
    const out = execFileSync(process.execPath, ['-p', 'process.title'], { env, encoding: 'utf8' });
    expect(out).toBe(`own preload.cjs\n${name}\na "title" \\ of words\n`);
  },
);

// Bun preloads no path that has a backslash.
it.skipIf(bun === undefined).each(['plain.cjs', 'with space.cjs', 'with "quotes".cjs', "it's.cjs", 'ünï.cjs'])(
  `reaches Bun by the path %s${bun === undefined ? ' (not here: no Bun)' : ''}`,
  async (name) => {
    const env = preloadEnv([await printing(name)], []);
    expect(execFileSync(bun!, ['-e', 'console.log(1)'], { env, encoding: 'utf8' })).toBe(`${name}\n1\n`);
  },
);
