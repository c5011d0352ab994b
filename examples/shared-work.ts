// A pool and a queue that all requests share. Which id does a line have? `bind` gives it the right one.
import { createServer } from 'node:http';
import { bind, CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';

const log = (line: string): void => console.log(`${CTX_REQUEST_ID.get() || '-'} ${line}`);

// One connection: a query that waits is started by the query before it.
const waiting: (() => void)[] = [];
let isBusy = false;

function query(done: () => void): void {
  if (isBusy) return void waiting.push(() => query(done));
  isBusy = true;
  setTimeout(() => {
    isBusy = false;
    waiting.shift()?.();
    done();
  }, 5);
}

// A worker that started with the process.
const jobs: (() => void)[] = [];
setInterval(() => jobs.shift()?.(), 1);

const listener = traced((request, response) => {
  jobs.push(() => log(`${request.url} job of nobody`));
  jobs.push(bind(() => log(`${request.url} job`)));
  query(() => log(`${request.url} query of anybody`));
  query(
    bind(() => {
      log(`${request.url} query`);
      response.end('done\n');
    }),
  );
});

createServer(listener).listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
