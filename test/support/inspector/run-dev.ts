import { onTestFinished } from 'vitest';

import { type NodeRun, runNode } from '../run-node.js';

export interface Dev {
  readonly run: NodeRun;
  /** The address of the page, with its token. */
  readonly page: string;
  /** The address of the application. */
  readonly app: string;
}

/** Runs `test/slow/inspector/shop.js` with `throughline dev` until the test ends, and the application with it. */
export async function runDev(...options: string[]): Promise<Dev> {
  const run = runNode(['bin/throughline.js', 'dev', '--port=0', ...options, 'test/slow/inspector/shop.js']);
  onTestFinished(async () => {
    run.child.kill('SIGTERM');
    await run.ended;
  });
  const [, page = ''] = await run.find(/(http:\/\/127\.0\.0\.1:\d+\/\S+)/);
  const [, port = ''] = await run.find(/^shop on (\d+)/);
  return { run, page, app: `http://127.0.0.1:${port}` };
}
