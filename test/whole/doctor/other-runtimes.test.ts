// On runtimes that it does not know, the doctor says so.
import { existsSync, writeFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { RUNTIMES } from '../runtimes/runtimes.js';
import { runCommand } from '../../support/run-node.js';
import { folderWith } from './run-with-doctor.js';

const others = RUNTIMES.flatMap((runtime) => {
  return runtime.kind === 'process' && /^(?:bun|deno)$/.test(runtime.name) ? [runtime] : [];
});

describe.each(others)('$name', ({ name, command: [path = '', ...args] }) => {
  const lacks = existsSync(path) ? '' : ' (skipped: not installed, see npm run test:runtimes)';

  it.skipIf(lacks !== '')(`is refused${lacks}`, async () => {
    const folder = folderWith();
    writeFileSync(`${folder}/package.json`, '{ "type": "module", "dependencies": { "throughline": "*" } }');
    writeFileSync(
      `${folder}/ask.js`,
      "import('throughline/doctor').catch(({ code, message }) => console.log(code, message));",
    );
    const all = args.map((arg) => (arg === '--no-config' ? '--node-modules-dir=manual' : arg));
    const { stdout } = await runCommand(path, [...all, 'ask.js'], {}, folder).ended;
    const runtime = name[0]?.toUpperCase() + name.slice(1);
    expect(stdout).toBe(`TL_ERR_RUNTIME The doctor does not run on ${runtime}. Run it on Node.\n`);
  });
});
