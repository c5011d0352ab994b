// A child process works for a request, and continues its id and its trace.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { envWithContext, extract, fromEnv } from 'throughline/propagation';

function serve(): void {
  const listener = traced(async (request, response) => {
    const args = [...process.execArgv, import.meta.filename, 'report', request.url ?? ''];
    const child = spawn(process.execPath, args, { env: envWithContext() });
    response.end(await text(child.stdout));
  });
  createServer(listener).listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
}

function report(what = ''): void {
  console.log(`${CTX_REQUEST_ID.get()} report of ${what}`);
}

const [command, ...args] = process.argv.slice(2);
if (command === 'report') extract(fromEnv()).run(report, ...args);
else serve();
