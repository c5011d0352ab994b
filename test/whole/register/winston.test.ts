import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it, onTestFinished } from 'vitest';

import { burst, expectIds } from '../../support/register-burst.js';
import { REGISTERED } from '../../support/run-node.js';
import { serveApp } from './serve-app.js';

it('lines of text by winston have the id of the request that logged them, however late they are written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'winston-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'log.json');
  const app = await serveApp('winston.cjs', REGISTERED, { LOG: file });
  await burst(app.url, 200);
  await expectIds(app, 8, 200);

  const entries = (await readFile(file, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Entry);
  const charged = entries.filter(({ message }) => message !== undefined);
  expect(charged).toHaveLength(400);
  for (const { message, request_id: id } of charged) expect(id).toBe(`id-${/\d+/.exec(message as string)?.[0]}`);
});

interface Entry {
  readonly message?: string;
  readonly request_id?: string;
}
