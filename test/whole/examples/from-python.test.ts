import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { runExample } from './run-example.js';

const PYTHON = 'python3';
const probe = 'import sys; sys.exit(sys.version_info < (3, 11))';
const hasPython = spawnSync(PYTHON, ['-c', probe]).status === 0;
const reason = hasPython ? '' : ' (skipped: no python3 of 3.11 or later)';

const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  contextvars: ['Grace Ada', 'Edsger', 'Grace Edsger', 'nobody'],
  asyncio: ['Hello, Ada nobody', 'Hello, Grace Hello, Edsger nobody', 'Hello, Barbara nobody', 'Hello, Alan Alan'],
  'starlette-context': ['{"id":"request-1","agent":"curl","cart":["book","pen"]}'],
  structlog: [
    '{"level":30,"user":"Ada","msg":"bound"}',
    '{"level":30,"user":"Ada","step":1,"msg":"in the block"}',
    '{"level":30,"msg":"unbound"}',
  ],
  loguru: [
    '{"level":30,"task":"first","msg":"working"}',
    '{"level":30,"task":"second","msg":"working"}',
    '{"level":30,"msg":"done"}',
  ],
};

const page = readFileSync('docs/guide/from-python.md', 'utf8');

describe('from Python', () => {
  it.each(Object.entries(EXPECTED))('%s prints what its Python would', async (name, lines) => {
    expect(await runExample(`from-python/${name}`)).toEqual(lines);
  });

  it('asgi-correlation-id takes UUIDs and logs under the id', async () => {
    const lines = await runExample('from-python/asgi-correlation-id');
    const isLine = (line: string): boolean => line.startsWith('{');
    const ids = lines.filter(isLine).map((line) => (JSON.parse(line) as { request_id: string }).request_id);
    expect(ids).toEqual(['5e1f3b0a-6f0c-4d3c-9a57-0d9f0a1b2c3d', expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    expect(lines.filter((line) => !isLine(line))).toEqual(['true true', 'false false']);
  });

  it.skipIf(!hasPython).each(['contextvars', 'asyncio'])(`the Python of %s prints the same${reason}`, (name) => {
    const [, program] = new RegExp(`<!-- python: ${name} -->\\n\\n\`\`\`python\\n(.*?)\`\`\``, 's').exec(page) ?? [];
    const { stdout, stderr } = spawnSync(PYTHON, ['-c', program as string], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout.trimEnd().split('\n')).toEqual(EXPECTED[name]);
  });

  it('shows each example', () => {
    for (const file of readdirSync('examples/from-python'))
      expect(page).toContain(`<!-- examples/from-python/${file} -->`);
  });
});
