import { execFile, spawnSync } from 'node:child_process';

import { describe, expect, it } from 'vitest';

import { until } from '../../support/until.js';
import { CELLS } from './cells.js';
import { run } from './running.js';

const missing = spawnSync('curl', ['--version']).error !== undefined;

/** What curl prints: the headers and the body. */
function curl(...args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('curl', ['--silent', '--show-error', '--include', ...args], (error, answer) =>
      error === null ? resolve(answer) : reject(error),
    );
  });
}

describe.each(CELLS)('curl: $name', (cell) => {
  it.skipIf(missing)(`sends and gets the id${missing ? ' (not here: there is no curl)' : ''}`, async () => {
    const { port, ids } = await run(cell);
    const url = `http://127.0.0.1:${port}/echo`;
    const text = ['--header', 'content-type: text/plain', '--header', 'x-request-id: abc', '--data', 'hello'];
    const answers = [
      await curl(...text, url),
      await curl(...text, '--http1.0', url),
      await curl(...text, '--header', 'expect: 100-continue', url),
      await curl(...text, '--header', 'transfer-encoding: chunked', url),
    ];
    for (const answer of answers) {
      expect(answer).toMatch(/^x-request-id: abc\r$/im);
      expect(answer).toMatch(/\r\n\r\nabc user of abc 5$/);
    }
    await until(() => ids.length === 4);
    expect(new Set(ids)).toEqual(new Set(['abc']));
  });
});
