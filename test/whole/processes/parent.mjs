// Sends itself requests, each of which starts a child; prints what each request and its child were.
import { exec, execFile, fork, spawn } from 'node:child_process';
import cluster from 'node:cluster';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { ContextVar, CTX_REQUEST_ID, CTX_TRACE_ID } from 'throughline';
import { asBaggage, envWithContext } from 'throughline/propagation';
import { traced } from 'throughline/node-http';

const { execa } = await import(pathToFileURL(process.argv[2]).href);
const TENANT = asBaggage(new ContextVar('tenant'));
const file = fileURLToPath(new URL('child.mjs', import.meta.url));
const args = ['--import', 'throughline/register', file];
const node = process.execPath;
cluster.setupPrimary({ exec: file, execArgv: args.slice(0, 2) });

const message = async (child) => (await once(child, 'message'))[0];
const STARTS = {
  spawn: async (env) => JSON.parse(await text(spawn(node, args, { env }).stdout)),
  exec: async (env) => JSON.parse((await promisify(exec)([node, ...args].join(' '), { env })).stdout),
  execFile: async (env) => JSON.parse((await promisify(execFile)(node, args, { env })).stdout),
  fork: (env) => message(fork(file, { env, execArgv: args.slice(0, 2) })),
  execa: async (env) => JSON.parse((await execa(node, args, { env })).stdout),
  cluster: (env) => message(cluster.fork(env)),
};

const server = createServer(
  traced(async (request, response) => {
    TENANT.set(`tenant of ${CTX_REQUEST_ID.get()}`);
    const child = await STARTS[request.url.slice(1)](envWithContext());
    response.end(JSON.stringify({ child, requestId: CTX_REQUEST_ID.get(), traceId: CTX_TRACE_ID.get() }));
  }),
);
await once(server.listen(0, '127.0.0.1'), 'listening');
const ask = async (how, i) => {
  const headers = {
    'x-request-id': `${how}-${i}`,
    ...(i === 0 && { tracestate: 'congo=t61', traceparent: process.argv[3] }),
  };
  const response = await fetch(`http://127.0.0.1:${server.address().port}/${how}`, { headers });
  return { how, i, ...(await response.json()) };
};
const answers = await Promise.all(Object.keys(STARTS).flatMap((how) => [0, 1, 2].map((i) => ask(how, i))));
console.log(JSON.stringify(answers));
process.exit();
