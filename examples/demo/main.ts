import { once } from 'node:events';
import type { Server } from 'node:http';
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

const PER_ROUTE = 80;
const CLIENTS = 120;
const SAMPLES = 18;

const server = createDemoServer();
const port = await listen(server);
const mixed = await burst();
if (process.argv.includes('--once')) server.close();
else stayUp(server, port);
process.exitCode = mixed === 0 ? 0 : 1;

/** Sends many clients at once, shows what their requests saw, and gives the number of those that mixed. */
async function burst(): Promise<number> {
  const visits = planVisits(PER_ROUTE);
  for (const visit of visits) ledger.open(visit);
  console.log(
    `${paint('bold', 'Throughline')}: a server with ${routeNames.length} routes, ${CLIENTS} clients at once, ` +
      `${visits.length} requests; which id does each one see?\n`,
  );
  showProgress(visits.length, SAMPLES);
  const restoreLog = captureLog(
    (line) => ledger.seeLine(line),
    (error) => ledger.seeError(error),
  );
  await visitAll(visits, CLIENTS, port);
  restoreLog();
  ledger.seeOutside();
  const mixed = showReport();
  const closing = `${visits.length} requests, ${inFlight.most} in flight at once, ${mixed} mixed`;
  console.log(`\n${paint(mixed === 0 ? 'green' : 'red', closing)}`);
  return mixed;
}

/** Listens on PORT; on 3000 if it is not set, or on any free port if that one is taken. */
async function listen(server: Server): Promise<number> {
  const wanted = process.env['PORT'];
  try {
    await listenOn(server, Number(wanted || 3000));
  } catch (error) {
    if (wanted) throw error;
    await listenOn(server, 0);
  }
  return (server.address() as AddressInfo).port;
}

async function listenOn(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
}
