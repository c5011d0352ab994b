import { randomBytes } from 'node:crypto';
import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { ledger } from './ledger.js';
import type { Visit } from './plan.js';

const PATIENCE = 10_000;

/** Makes all the visits, `clients` of them at once; their connections are used again and again. */
export async function visitAll(visits: readonly Visit[], clients: number, port: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const remaining = visits.values();
  const client = async (): Promise<void> => {
    for (const visit of remaining) await makeVisit(visit, agent, port);
  };
  await Promise.all(Array.from({ length: clients }, client));
  agent.destroy();
  await serverIsDone(visits);
}

function makeVisit(visit: Visit, agent: Agent, port: number): Promise<void> {
  const { url, id, route } = visit;
  const method = route === 'upload' ? 'POST' : 'GET';
  const headers = id === undefined ? {} : { 'x-request-id': id };
  const call = request({ host: '127.0.0.1', port, path: url, method, headers, agent, timeout: PATIENCE });
  return new Promise((resolve) => {
    call.on('response', (response) => receive(response, call, visit));
    call.on('timeout', () => call.destroy(new Error('timeout')));
    call.on('error', () => {});
    call.on('close', () => {
      ledger.see('outside', url);
      resolve();
    });
    if (route === 'upload') void uploadBody(call);
    else call.end();
  });
}

function receive(response: IncomingMessage, call: ClientRequest, { url, fate }: Visit): void {
  const id = response.headers['x-request-id'];
  const entry = ledger.entries.get(url);
  if (entry !== undefined) entry.status = response.statusCode;
  if (typeof id === 'string') ledger.see('header', url, id);
  response.on('error', () => {});
  response.on('data', () => {
    if (fate === 'hung up') call.destroy();
  });
}

async function uploadBody(call: ClientRequest): Promise<void> {
  for (let part = 0; part < 4; part++) {
    call.write(randomBytes(20_000));
    await sleep(20 + Math.random() * 30);
  }
  call.end();
}

/** The server notices a little later that a client has left. */
async function serverIsDone(visits: readonly Visit[]): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  while (Date.now() < deadline && !visits.every(({ url }) => ledger.entries.get(url)?.endings.length)) await sleep(10);
  await sleep(100);
}
