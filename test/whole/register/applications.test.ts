import { describe, expect, it } from 'vitest';

import { burst, expectIds } from '../../support/register-burst.js';
import { REGISTERED } from '../../support/run-node.js';
import { serveApp } from './serve-app.js';

const [major, minor] = process.versions.node.split('.').map(Number) as [number, number];
const stripsTypes = major > 22 || (major === 22 && minor >= 18);
const NEEDS_22_18 = stripsTypes ? '' : ' (not here: Node runs TypeScript from 22.18 on)';

describe('an application that knows nothing of Throughline logs the ids of its requests', () => {
  it.each([
    ['plain.mjs', 6],
    ['plain.cjs', 4],
    ['express.cjs', 2],
    ['fastify.mjs', 3],
  ])('%s', async (name, each) => {
    const app = await serveApp(name);
    await burst(app.url);
    await expectIds(app, each);
  });

  it.skipIf(!stripsTypes)(`plain.ts, run by Node${NEEDS_22_18}`, async () => {
    const app = await serveApp('plain.ts');
    await burst(app.url);
    await expectIds(app, 2);
  });

  it.each([
    ['after', ['--import', 'tsx', ...REGISTERED]],
    ['before', [...REGISTERED, '--import', 'tsx']],
  ])('plain.ts, run by tsx, which was loaded %s', async (_, flags) => {
    const app = await serveApp('plain.ts', flags);
    await burst(app.url);
    await expectIds(app, 2);
  });

  it.each([
    ['by NODE_OPTIONS', [], { NODE_OPTIONS: '--import throughline/register' }],
    ['by NODE_OPTIONS, under tsx', ['--import', 'tsx'], { NODE_OPTIONS: '--import throughline/register' }],
    ['by --require', ['--require', 'throughline/register'], {}],
    ['twice', [...REGISTERED, ...REGISTERED], {}],
    ['as both builds', ['--import', './dist/esm/register/register.js', ...REGISTERED], {}],
  ])('registered %s', async (_, flags, env) => {
    const app = await serveApp('plain.cjs', flags, env);
    await burst(app.url);
    await expectIds(app, 4);
  });
});

it('without it, the same application logs none', async () => {
  const app = await serveApp('plain.cjs', []);
  await (await fetch(`${app.url}/orders/1`, { headers: { 'x-request-id': 'id-1' } })).text();
  const lines = await app.stop();
  expect(lines.filter((line) => line.includes('marker=1'))).toHaveLength(4);
  expect(lines.join('\n')).not.toContain('id-1');
});
