import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { visitAll } from './clients.js';
import { ledger } from './ledger.js';
import { captureLog } from './log.js';
import { paint } from './paint.js';
import { planVisits, routeNames } from './plan.js';
import { showProgress } from './progress.js';
import { showReport } from './report.js';
import { createDemoServer, inFlight } from './server.js';
import { stayUp } from './stay-up.js';

const PER_ROUTE = 200;
const CLIENTS = 120;
const SAMPLES = 18;

const server = createDemoServer();
const port = await listen();
const mixed = await burst();
if (process.argv.includes('--once')) server.close();
else stayUp(server, port);
process.exitCode = mixed === 0 ? 0 : 1;

/** Sends many clients at once, shows what their requests saw, and gives the number of those that mixed. */
async function burst(): Promise<number> {
  const visits = planVisits(PER_ROUTE);
  for (const visit of visits) ledger.open(visit);
  const size = `${visits.length} requests to ${routeNames.length} routes from ${CLIENTS} clients at once`;
  console.log(`${paint('bold', `Throughline: ${size}`)}\nWhich id is seen where:\n`);
  showProgress(visits.length, SAMPLES);
  const restoreLog = captureLog(
    (line) => ledger.seeLine(line),
    (error) => ledger.seeError(error),
  );
  await visitAll(visits, CLIENTS, port);
  restoreLog();
  ledger.seeOutside();
  const wrong = showReport();
  const closing = `${visits.length} requests, ${inFlight.most} in flight at once, ${wrong} mixed`;
  console.log(`\n${paint(wrong === 0 ? 'green' : 'red', closing)}`);
  return wrong;
}

/** Listens on PORT; on 3000 if it is not set, or on any free port if that one is taken. */
async function listen(): Promise<number> {
  const wanted = process.env['PORT'];
  try {
    await listenOn(Number(wanted || 3000));
  } catch (error) {
    if (wanted) {
      console.error(`Cannot listen on port ${wanted}: ${String(error)}`);
      process.exit(1);
    }
    await listenOn(0);
  }
  return (server.address() as AddressInfo).port;
}

async function listenOn(wanted: number): Promise<void> {
  server.listen(wanted, '127.0.0.1');
  await once(server, 'listening');
}
