import { describe, expect, it } from 'vitest';

import { appPath } from '../../../whole/register/serve-app.js';
import { REGISTERED, runNode } from '../../../support/run-node.js';

const ES_BUILD = ['--import', './dist/esm/register/register.js'];

describe.each([
  ['the ES build', ES_BUILD],
  ['the CommonJS build', REGISTERED],
  ['both builds', [...ES_BUILD, ...REGISTERED]],
])('with %s, modules that cannot be looked at or changed load as they do without', (_, flags) => {
  it.each(['required.cjs', 'imported.mjs'])('%s', async (name) => {
    const args = [appPath(`odd-modules/${name}`)];
    const { stdout, code } = await runNode(args).ended;
    expect([stdout, code]).toEqual(['31 function original function object\n', 0]);
    expect(await runNode([...flags, ...args]).ended).toMatchObject({ code, stdout, stderr: '' });
  });
});
