import { setTimeout as sleep } from 'node:timers/promises';

import type { Application } from './application.js';
import { type LogLine, logLines } from './log-line.js';
import type { PlannedRequest } from './planned-request.js';
import { type Answer, sendRequests } from './send-requests.js';
import { startApplication } from './start-application.js';

interface Run {
  readonly lines: readonly LogLine[];
  readonly answers: readonly Answer[];
}

/** Starts an application, sends it the requests, 80 at a time, ends it, and gives all that it logged. */
export async function runApplication(
  application: Application,
  preload: readonly string[],
  requests: readonly PlannedRequest[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const { port, hasWritten, stop } = await startApplication(application, preload, variables);
  const answers = await sendRequests(port, requests, 80);
  // A client that hangs up is ahead of the application; and work goes on after the last response.
  const orders = requests.map(({ order }) => order);
  for (let waited = 0; waited < 10_000 && !hasWritten(orders); waited += 100) await sleep(100);
  await sleep(200);
  const outputs = await stop();
  return { lines: outputs.flatMap(logLines), answers };
}
