import { fork } from 'node:child_process';
import { once } from 'node:events';

import { describe, expect, it } from 'vitest';

import { folderOf } from '../../support/frameworks/installed.js';
import { cleanEnv } from '../../support/run-node.js';
import { findNodes } from '../../support/nodes.js';

describe.each(findNodes())("OpenTelemetry's attach, on $name", ({ path }) => {
  it('branches of 20 requests at once do not mix, and nothing that has ended is active', async () => {
    const file = `${folderOf('opentelemetry-matrix')}/attach.js`;
    const child = fork(file, { execPath: path, execArgv: [], env: cleanEnv(), stdio: 'inherit' });
    const [faults] = await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(([code]) => Promise.reject(new Error(`It ended with ${code}.`))),
    ]);
    expect(faults).toEqual([]);
  });
});
