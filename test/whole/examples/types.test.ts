import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { expect, it } from 'vitest';

import { root } from '../../support/run-node.js';

it.each(['jobs', 'start'])('examples/%s compile against the types of the libraries', async (folder) => {
  const args = [`${root}node_modules/typescript/lib/tsc.js`, '--noEmit', '-p', `${root}examples/${folder}`];
  const { stdout } = await promisify(execFile)(process.execPath, args).catch((error: { stdout: string }) => error);
  expect(stdout).toBe('');
});
