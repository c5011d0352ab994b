import { execFile } from 'node:child_process';
import { cp, mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { expect, it, onTestFinished } from 'vitest';

it.each([
  ['src/core/a.ts', './b.js', true],
  ['src/core/a.ts', 'node:async_hooks', true],
  ['src/core/a.ts', '#async-local-storage', true],
  ['src/core/a.ts', 'node:fs', false],
  ['src/core/a.ts', '../trace/ids.js', false],
  ['src/trace/a.ts', '../core/b.js', true],
  ['src/trace/a.ts', '../request/b.js', false],
  ['src/trace/a.ts', 'node:crypto', false],
  ['src/request/a.ts', '../core/b.js', true],
  ['src/request/a.ts', '../trace/b.js', true],
  ['src/request/a.ts', '../adapters/b.js', false],
  ['src/request/a.ts', 'node:http', false],
  ['src/propagation/a.ts', '../request/b.js', true],
  ['src/propagation/a.ts', '../trace/b.js', true],
  ['src/propagation/a.ts', 'node:http', false],
  ['src/propagation/a.ts', '../adapters/b.js', false],
  ['src/propagation/a.ts', '../index.js', false],
  ['src/opentelemetry/a.ts', '../request/b.js', true],
  ['src/opentelemetry/a.ts', '../trace/b.js', true],
  ['src/opentelemetry/a.ts', '../core/b.js', true],
  ['src/opentelemetry/a.ts', '@opentelemetry/api', true],
  ['src/opentelemetry/a.ts', '@opentelemetry/core', false],
  ['src/opentelemetry/a.ts', '../propagation/b.js', false],
  ['src/opentelemetry/a.ts', '../index.js', false],
  ['src/request/a.ts', '../opentelemetry/b.js', false],
  ['src/propagation/a.ts', '../opentelemetry/b.js', false],
  ['src/loggers/a.ts', '../request/b.js', true],
  ['src/loggers/a.ts', '../core/b.js', true],
  ['src/loggers/a.ts', '../propagation/b.js', false],
  ['src/loggers/a.ts', '../index.js', false],
  ['src/loggers/x/a.ts', '../log-value.js', true],
  ['src/loggers/x/a.ts', '../../core/b.js', true],
  ['src/loggers/x/a.ts', '../../trace/b.js', true],
  ['src/loggers/x/a.ts', '../../adapters/b.js', false],
  ['src/loggers/x/a.ts', '../../index.js', false],
  ['src/loggers/x/a.ts', 'pino', false],
  ['src/access-log/a.ts', '../loggers/b.js', true],
  ['src/access-log/a.ts', '../request/b.js', true],
  ['src/access-log/a.ts', '../adapters/x/index.js', false],
  ['src/access-log/a.ts', '../index.js', false],
  ['src/access-log/a.ts', 'pino', false],
  ['src/async-context/a.ts', '../core/b.js', true],
  ['src/async-context/a.ts', '../trace/b.js', false],
  ['src/async-context/a.ts', '../index.js', false],
  ['src/async-context/a.ts', 'node:async_hooks', false],
  ['src/trace/a.ts', '../async-context/b.js', false],
  ['src/request/a.ts', '../async-context/b.js', false],
  ['src/propagation/a.ts', '../async-context/b.js', false],
  ['src/loggers/a.ts', '../async-context/b.js', false],
  ['src/access-log/a.ts', '../async-context/b.js', false],
  ['src/opentelemetry/a.ts', '../async-context/b.js', false],
  ['src/testing/a.ts', '../async-context/b.js', false],
  ['src/adapters/x/a.ts', '../../async-context/index.js', false],
  ['src/testing/a.ts', '../core/b.js', true],
  ['src/testing/a.ts', 'node:stream', true],
  ['src/testing/a.ts', '../request/b.js', false],
  ['src/testing/a.ts', 'vitest', false],
  ['src/adapters/x/a.ts', '../../index.js', true],
  ['src/adapters/x/a.ts', '../../adapter.js', true],
  ['src/adapters/x/a.ts', '../node-http/index.js', true],
  ['src/adapters/x/a.ts', '../../request/b.js', false],
  ['src/adapters/x/a.ts', '../../core/b.js', false],
  ['src/adapters/x/a.ts', '../node-http/connect.js', false],
  ['src/adapters/x/a.ts', '../../register/b.js', false],
  ['src/loggers/x/a.ts', '../../register/b.js', false],
  ['src/access-log/a.ts', '../register/b.js', false],
  ['src/propagation/a.ts', '../register/b.js', false],
  ['src/request/a.ts', '../register/b.js', false],
  ['src/opentelemetry/a.ts', '../loggers/b.js', false],
  ['src/opentelemetry/a.ts', '../register/b.js', false],
  ['src/loggers/a.ts', '../opentelemetry/b.js', false],
  ['src/access-log/a.ts', '../opentelemetry/b.js', false],
  ['src/testing/a.ts', '../loggers/b.js', false],
  ['src/trace/a.ts', '../loggers/b.js', false],
  ['src/adapters/x/a.ts', '../../loggers/b.js', false],
  ['src/adapters/x/a.ts', '../../propagation/index.js', false],
  ['src/adapters/x/a.ts', '../../opentelemetry/index.js', false],
  ['src/register/a.ts', '../core/b.js', true],
  ['src/register/a.ts', '../loggers/pino/mixin.js', true],
  ['src/register/a.ts', '../adapters/x/index.js', true],
  ['src/register/a.ts', 'node:net', true],
  ['src/register/a.ts', 'pino', false],
])('the linter lets %s import %s: %s', async (file, from, allowed) => {
  const folder = await mkdtemp(join(tmpdir(), 'throughline-layers-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp('.oxlintrc.json', join(folder, '.oxlintrc.json'));
  await mkdir(join(folder, dirname(file)), { recursive: true });
  await writeFile(join(folder, file), `import * as imported from '${from}';\nconsole.log(imported);\n`);
  const oxlint = promisify(execFile)(resolve('node_modules/.bin/oxlint'), ['src'], { cwd: folder });
  const output = await oxlint.then(
    () => '',
    (error: { stdout: string }) => error.stdout,
  );
  if (allowed) expect(output).toBe('');
  else expect(output).toContain('no-restricted-imports');
});
