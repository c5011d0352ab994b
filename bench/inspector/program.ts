// A process with a server, watched by the inspector or not, as its arguments say.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setImmediate, setTimeout } from 'node:timers/promises';

import { ContextVar, createTask, startSpan } from 'throughline';
import { traced } from 'throughline/node-http';

import { measureSlices } from '../measure/measure-slices.js';
import { sendRequests } from '../requests/network/send-requests.js';

const [word, side] = process.argv.slice(2);
if (side === 'watched') await watch();
const CTX_USER = new ContextVar<string>('user');

const server = createServer(
  traced(async (_, response) => {
    if (word === 'work') await work();
    else await setImmediate();
    response.setHeader('content-type', 'application/json');
    response.end('{"hello":"world"}');
  }),
);
const send = sendRequests(server);
await measureSlices({ requests }, { operations: 600, warmUp: 25 });

/** The agent sends every 50 ms, and a slice is shorter: it has to have sent what it saw by the end of it. */
async function requests(operations: number): Promise<void> {
  await send(operations);
  await setTimeout(60);
}

/** A variable, a span and a task. */
async function work(): Promise<void> {
  CTX_USER.set('ann');
  using _ = startSpan('work');
  await createTask(async () => setImmediate());
}

/** Loads the agent, which sends what it sees to another process that throws it away. */
async function watch(): Promise<void> {
  // It ends with this process, however that ends.
  const sink = spawn(process.execPath, [
    '-e',
    "process.stdin.on('close', process.exit).resume(); const s = require('node:net').createServer((c) => c.resume()).listen(0, '127.0.0.1', () => console.log(s.address().port))",
  ]);
  const [port] = (await once(sink.stdout, 'data')) as [Buffer];
  process.env['THROUGHLINE_INSPECTOR'] = `http://127.0.0.1:${port.toString().trim()}#token`;
  await import(new URL('../../cjs/inspector/agent/agent.js', import.meta.url).href);
}
