import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { expect, it } from 'vitest';

import { root } from '../../support/run-node.js';

it('the recipes compile against the types of the libraries', async () => {
  const args = [`${root}node_modules/typescript/lib/tsc.js`, '--noEmit', '-p', `${root}examples/jobs`];
  const { stdout } = await promisify(execFile)(process.execPath, args).catch((error: { stdout: string }) => error);
  expect(stdout).toBe('');
});
