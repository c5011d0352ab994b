import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { folderOf } from '../../../support/frameworks/installed.js';
import { cleanEnv, root } from '../../../support/run-node.js';
import type { Combination } from './combinations.js';

/** A span that was exported. */
export interface ExportedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  /** `''` for the first one of a trace. */
  readonly parentId: string;
  readonly path: string;
  /** The request that it was started in; 0 for none. */
  readonly request: number;
}

/** What came of a combination. */
export interface Outcome {
  /** All that was written, line by line. */
  readonly lines: readonly string[];
  readonly spans: readonly ExportedSpan[];
  /** What was sent to another server: the path of each request, and its `traceparent`, of which there may be several. */
  readonly sent: readonly (readonly [path: string, traceparent: string])[];
}

const FOLDER = folderOf('opentelemetry-matrix');
const SDK = ['-r', `${FOLDER}/sdk.js`];
const REGISTER = ['-r', 'throughline/register'];
const PRELOADS = { 'register, SDK': [...REGISTER, ...SDK], 'SDK, register': [...SDK, ...REGISTER], SDK } as const;

/** Runs `test/support/frameworks/opentelemetry-matrix/app.js` in this Node. `database` is the address of PostgreSQL, if there is one. */
export async function runCombination(
  node: string,
  combination: Combination,
  database: string | undefined,
): Promise<Outcome> {
  const sent: [string, string][] = [];
  const echo = createServer(({ url = '', headersDistinct }, response) => {
    sent.push([url, (headersDistinct['traceparent'] ?? []).join(' and ')]);
    response.end();
  }).listen(0, '127.0.0.1');
  echo.keepAliveTimeout = 0; // or one that is busy may close a connection that a client is about to use
  await once(echo, 'listening');
  const origin = `http://127.0.0.1:${(echo.address() as AddressInfo).port}`;
  try {
    const isRegistered = combination.order !== 'SDK';
    const matrix = JSON.stringify({ ...combination, isRegistered, echo: origin, database });
    const settings = { THROUGHLINE_CONSOLE: 'json', THROUGHLINE_ACCESS_LOG: 'on', THROUGHLINE_PROPAGATE: origin };
    const child = fork(`${FOLDER}/app.js`, {
      execPath: node,
      execArgv: [...PRELOADS[combination.order]],
      cwd: root,
      env: cleanEnv({ MATRIX: matrix, ...(isRegistered && settings) }),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const texts = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name]?.setEncoding('utf8').on('data', (chunk: string) => (texts[name] += chunk));
    let spans: ExportedSpan[] | undefined;
    child.on('message', (message) => (spans = message as ExportedSpan[]));
    await once(child, 'close');
    if (spans === undefined) throw new Error(`It ended too early:\n${texts.stderr}`);
    return { lines: texts.stdout.split('\n').filter((line) => line !== ''), spans, sent };
  } finally {
    echo.close();
  }
}
