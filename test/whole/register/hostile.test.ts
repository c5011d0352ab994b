import { describe, expect, it } from 'vitest';

import { expectTextInBounds } from '../../unit/loggers/lines/bounds.js';
import { REGISTERED } from '../../support/run-node.js';
import { serveApp } from './serve-app.js';

const BODIES = [
  '\n'.repeat(90_000),
  '\r\n'.repeat(40_000),
  '\u0001'.repeat(90_000),
  '\n[client.2] forged'.repeat(5000),
  'the last one',
];
const HEADERS = { 'x-request-id': 'client.1', baggage: `tenant=${'%01'.repeat(1024)}` };

describe.each(['/console', '/write', '/printf', '/simple'])('what a client sent, logged by %s', (path) => {
  it('stays within bounds as text, and forges no line', async () => {
    const lines = await linesOf(path, 'text');
    expect(lines.filter((line) => !line.startsWith('[client.1 tenant="') && !isSimple(line, path))).toEqual([]);
    const written = lines.join('');
    expect(written.split('cannot parse: ')).toHaveLength(BODIES.length + 1);
    expect(written.split(' end')).toHaveLength(BODIES.length + 1);
    expect(written.split('forged')).toHaveLength(5001);
    expectAllInBounds(lines);
  });

  it('stays within bounds as JSON, one line each', async () => {
    const lines = await linesOf(path, 'json');
    const entries = lines.map((line) => JSON.parse(line) as { message: string; request_id?: string });
    expect(entries.map(({ request_id: id }) => id)).toEqual(BODIES.map(() => 'client.1'));
    expect(entries.map(({ message }) => /cannot parse: ([^]*) end/.exec(message)?.[1])).toEqual(BODIES);
    expectAllInBounds(lines);
  });
});

/** Whether a line is one of winston's `simple()`, which begins with its level, and shows the id itself. */
function isSimple(line: string, path: string): boolean {
  if (path !== '/simple' || !line.startsWith('warn: cannot parse: ')) return false;
  const fields = JSON.parse(line.slice(line.indexOf('{'))) as { readonly request_id?: string };
  return fields.request_id === 'client.1';
}

/** The lines of the requests. */
async function linesOf(path: string, format: 'text' | 'json'): Promise<string[]> {
  const app = await serveApp('hostile.mjs', REGISTERED, { THROUGHLINE_CONSOLE: format });
  for (const body of BODIES) {
    const { status } = await fetch(app.url + path, { method: 'POST', body, headers: HEADERS });
    expect(status).toBe(200);
  }
  await app.find(/the last one/); // all is written
  const lines = await app.stop();
  return lines.filter((line) => !line.includes('listening'));
}

function expectAllInBounds(lines: readonly string[]): void {
  const room = 'x'.repeat(2 * 1024); // the part of 7 times this is more than the 16 KiB of a message
  expectTextInBounds(lines.join('\n'), BODIES.map((body) => body + room).join(''));
}
