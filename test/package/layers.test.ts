import { execFile } from 'node:child_process';
import { cp, mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { expect, it } from 'vitest';

/** In which folder, what is imported, and whether that is allowed. */
const ROWS: readonly (readonly [folder: string, from: string, isAllowed: boolean])[] = [
  ['src/core', './b.js', true],
  ['src/core', 'node:async_hooks', true],
  ['src/core', '#async-local-storage', true],
  ['src/core', 'node:fs', false],
  ['src/core', '../trace/ids.js', false],
  ['src/trace', '../core/b.js', true],
  ['src/trace', '../request/b.js', false],
  ['src/trace', 'node:crypto', false],
  ['src/request', '../core/b.js', true],
  ['src/request', '../trace/b.js', true],
  ['src/request', '../adapters/b.js', false],
  ['src/request', 'node:http', false],
  ['src/propagation', '../request/b.js', true],
  ['src/propagation', '../trace/b.js', true],
  ['src/propagation', 'node:http', false],
  ['src/propagation', '../adapters/b.js', false],
  ['src/propagation', '../index.js', false],
  ['src/opentelemetry', '../request/b.js', true],
  ['src/opentelemetry', '../trace/b.js', true],
  ['src/opentelemetry', '../core/b.js', true],
  ['src/opentelemetry', '@opentelemetry/api', true],
  ['src/opentelemetry', '@opentelemetry/core', false],
  ['src/opentelemetry', '../propagation/b.js', false],
  ['src/opentelemetry', '../index.js', false],
  ['src/request', '../opentelemetry/b.js', false],
  ['src/propagation', '../opentelemetry/b.js', false],
  ['src/loggers', '../request/b.js', true],
  ['src/loggers', '../core/b.js', true],
  ['src/loggers', '../propagation/b.js', false],
  ['src/loggers', '../index.js', false],
  ['src/loggers/x', '../log-value.js', true],
  ['src/loggers/x', '../../core/b.js', true],
  ['src/loggers/x', '../../trace/b.js', true],
  ['src/loggers/x', '../../adapters/b.js', false],
  ['src/loggers/x', '../../index.js', false],
  ['src/loggers/x', 'pino', false],
  ['src/access-log', '../loggers/b.js', true],
  ['src/access-log', '../request/b.js', true],
  ['src/access-log', '../adapters/x/index.js', false],
  ['src/access-log', '../index.js', false],
  ['src/access-log', 'pino', false],
  ['src/async-context', '../core/b.js', true],
  ['src/async-context', '../trace/b.js', false],
  ['src/async-context', '../index.js', false],
  ['src/async-context', 'node:async_hooks', false],
  ['src/trace', '../async-context/b.js', false],
  ['src/request', '../async-context/b.js', false],
  ['src/propagation', '../async-context/b.js', false],
  ['src/loggers', '../async-context/b.js', false],
  ['src/access-log', '../async-context/b.js', false],
  ['src/opentelemetry', '../async-context/b.js', false],
  ['src/testing', '../async-context/b.js', false],
  ['src/adapters/x', '../../async-context/index.js', false],
  ['src/testing', '../core/b.js', true],
  ['src/testing', 'node:stream', true],
  ['src/testing', '../request/b.js', false],
  ['src/testing', 'vitest', false],
  ['src/adapters/x', '../../index.js', true],
  ['src/adapters/x', '../../adapter.js', true],
  ['src/adapters/x', '../node-http/index.js', true],
  ['src/adapters/x', '../../request/b.js', false],
  ['src/adapters/x', '../../core/b.js', false],
  ['src/adapters/x', '../node-http/connect.js', false],
  ['src/adapters/x', '../../register/b.js', false],
  ['src/loggers/x', '../../register/b.js', false],
  ['src/access-log', '../register/b.js', false],
  ['src/propagation', '../register/b.js', false],
  ['src/request', '../register/b.js', false],
  ['src/opentelemetry', '../loggers/b.js', false],
  ['src/opentelemetry', '../register/b.js', false],
  ['src/loggers', '../opentelemetry/b.js', false],
  ['src/access-log', '../opentelemetry/b.js', false],
  ['src/testing', '../loggers/b.js', false],
  ['src/trace', '../loggers/b.js', false],
  ['src/adapters/x', '../../loggers/b.js', false],
  ['src/adapters/x', '../../propagation/index.js', false],
  ['src/adapters/x', '../../opentelemetry/index.js', false],
  ['src/register', '../core/b.js', true],
  ['src/register', '../loggers/pino/mixin.js', true],
  ['src/register', '../adapters/x/index.js', true],
  ['src/register', 'node:net', true],
  ['src/register', 'pino', false],
  ['src/command', '../register/b.js', true],
  ['src/command', 'node:fs', true],
  ['src/command', '../core/b.js', false],
  ['src/command', 'pino', false],
  ['src/register', '../command/b.js', false],
];

it.each(await lint())('the linter lets a file of %s import %s: %s', (_folder, _from, isAllowed, complaint) => {
  if (isAllowed) expect(complaint).toBe('');
  else expect(complaint).toContain('no-restricted-imports');
});

/** All rows, with what the linter says of a file that does it. */
async function lint() {
  const root = await mkdtemp(join(tmpdir(), 'throughline-layers-'));
  try {
    await cp('.oxlintrc.json', join(root, '.oxlintrc.json'));
    for (const [n, [folder, from]] of ROWS.entries()) {
      await mkdir(join(root, folder), { recursive: true });
      await writeFile(join(root, fileOf(folder, n)), `import * as imported from '${from}';\nconsole.log(imported);\n`);
    }
    const oxlint = promisify(execFile)(resolve('node_modules/.bin/oxlint'), ['-f', 'unix', 'src'], { cwd: root });
    const output = await oxlint.then(
      ({ stdout }) => stdout,
      (error: { stdout: string }) => error.stdout,
    );
    const lines = output.split('\n');
    return ROWS.map(
      (row, n) => [...row, lines.filter((line) => line.startsWith(fileOf(row[0], n))).join('\n')] as const,
    );
  } finally {
    await rm(root, { recursive: true });
  }
}

function fileOf(folder: string, n: number): string {
  return `${folder}/row-${n}.ts`;
}
