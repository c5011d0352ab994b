import { expect, it } from 'vitest';

import { REGISTERED } from './run-node.js';
import { serveApp } from './serve-app.js';

it.each([
  ['console', []],
  ['method', []],
  ['stdout', []],
  ['nothing', ['--frozen-intrinsics']],
])('a process with a read-only %s serves as it does without register', async (readOnly, flags) => {
  const app = await serveApp('read-only.mjs', [...flags, ...REGISTERED], { READ_ONLY: readOnly });
  const response = await fetch(app.url, { headers: { 'x-request-id': 'mine' } });
  expect([await response.text(), response.headers.get('x-request-id')]).toEqual(['served', 'mine']);
  await app.find(/console line/);
  await app.find(/output line/);
  await app.stop();
});
