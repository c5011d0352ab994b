import { describe, expect, it } from 'vitest';

import { REGISTERED } from '../../support/run-node.js';
import { type ServedApp, serveApp } from './serve-app.js';

const FAILURES = ['/sync', '/async', '/later', '/event'];

const outcomeOf = (app: ServedApp, path: string): Promise<string> =>
  fetch(app.url + path, { signal: AbortSignal.timeout(500) }).then(
    (response) => response.text(),
    (error: Error) => error.name,
  );

/** Without what differs from run to run, and without the frames of this package and of what it calls through. */
const comparable = (text: string): string =>
  text
    .replace(/listening on \d+/, '')
    .split('\n')
    .filter((line) => !/^\s+(at |\[\.\.\. lines)/.test(line) || line.includes('throws.cjs'))
    .join('\n');

async function crash(path: string, flags: readonly string[]): Promise<unknown> {
  const app = await serveApp('throws.cjs', flags);
  const answer = await outcomeOf(app, path);
  const { code, signal, stdout, stderr } = await app.ended;
  return { answer, code, signal, stdout: comparable(stdout), stderr: comparable(stderr) };
}

async function survive(path: string, flags: readonly string[]): Promise<unknown> {
  const app = await serveApp('throws.cjs', flags, { SURVIVE: '1', THROUGHLINE_CONSOLE: 'off' });
  const answers = [await outcomeOf(app, path), await outcomeOf(app, '/fine')];
  return { answers, lines: comparable((await app.stop()).join('\n')) };
}

describe('a handler that fails does to the process what it does without register', () => {
  it.each(FAILURES)('%s, which ends it', async (path) => {
    const bare = await crash(path, []);
    expect(bare).toMatchObject({ code: 1, stderr: expect.stringContaining(`Error: ${path.slice(1)}`) });
    expect(await crash(path, REGISTERED)).toEqual(bare);
  });

  it.each(FAILURES)('%s, where the application survives it', async (path) => {
    const bare = await survive(path, []);
    expect(bare).toMatchObject({ answers: ['TimeoutError', 'fine'] });
    expect(await survive(path, REGISTERED)).toEqual(bare);
  });
});
