// A command under register: whose its own work is, and whose the requests and messages are that it receives.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ContextVar, createTask, CTX_REQUEST_ID, CTX_TRACE_ID, logContext } from 'throughline';
import { asBaggage, envWithContext, extract } from 'throughline/propagation';

const TENANT = asBaggage(new ContextVar('tenant', { default: 'nobody' }));
const ids = () => ({ requestId: CTX_REQUEST_ID.get(), traceId: CTX_TRACE_ID.get() });
const all = () => ({ ...ids(), tenant: TENANT.get() });

function set() {
  try {
    CTX_REQUEST_ID.set('shared by all requests');
  } catch (error) {
    return error.code;
  }
}

const server = createServer((_, response) => response.end(JSON.stringify(all())));
await once(server.listen(0, '127.0.0.1'), 'listening');
const ask = async (path, headers) =>
  (await fetch(`http://127.0.0.1:${server.address().port}/${path}`, { headers })).json();

const node = [process.execPath, '-r', 'throughline/register', fileURLToPath(new URL('child.mjs', import.meta.url))];
const child = spawn(node[0], node.slice(1), { env: envWithContext() });
const seen = {
  outside: ids(),
  task: await createTask(async () => (await sleep(1), ids())),
  timer: await new Promise((resolve) => void setTimeout(() => resolve(ids()), 1)),
  line: logContext(),
  set: set(),
  child: JSON.parse(await text(child.stdout)).registered,
  request: await ask('', { 'x-request-id': 'own' }),
  skipped: await ask('skipped', {}),
  message: extract({}).run(all),
};
server.close();
process.stdout.write(Buffer.from(JSON.stringify(seen))); // bytes have no prefix
