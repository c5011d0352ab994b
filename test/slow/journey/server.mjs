// Sends itself many requests at once. Each goes to a database by callback, waits in two queues, and has a thread and a child process work
// for it. Prints what each place knew of each request.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { MessageChannel, Worker } from 'node:worker_threads';
import { mend } from 'throughline/mend';
import { traced } from 'throughline/node-http';
import { envWithContext } from 'throughline/propagation';
import { commentQueries } from 'throughline/sqlcommenter';
import { withContext } from 'throughline/worker-threads';
import { hop, TENANT } from './hop.mjs';

const [folder, connectionString, how, requests] = process.argv.slice(2);
const load = createRequire(`${folder}/`);
const mended = how === 'mend' ? mend : (library) => library;
const pg = mended(load('pg'));
const fastq = mended(load('fastq'));
const { default: PQueue } = await import(pathToFileURL(`${folder}/node_modules/p-queue/dist/index.js`).href);
mended(PQueue);

const pool = new pg.Pool({ connectionString, max: 3 });
pool.on('error', () => {}); // of a connection that the database ended
commentQueries(pool);
const thread = new Worker(new URL('thread.mjs', import.meta.url));
const child = fileURLToPath(new URL('child.mjs', import.meta.url));

function inDatabase(text, hops, done) {
  pool.query(text, (error, result) => {
    hops.push(hop('database'));
    done(error === null || error === undefined ? result.rows[0] : undefined);
  });
}

function inThread(hops, done) {
  const { port1, port2 } = new MessageChannel();
  thread.postMessage(withContext(port2), [port2]);
  const answered = async () => {
    const seen = await new Promise((resolve) => port1.once('message', resolve));
    hops.push(...seen, hop('answer of the thread'));
    done();
  };
  void answered();
}

const children = fastq((hops, done) => {
  hops.push(hop('queue'));
  execFile(process.execPath, [child], { env: envWithContext() }, (error, stdout) => {
    if (error === null) hops.push(JSON.parse(stdout));
    hops.push(hop('end of the child'));
    done();
  });
}, 4);

const limit = new PQueue({ concurrency: 5 });

const server = createServer(
  traced((request, response) => {
    TENANT.set(`tenant of ${String(request.headers['x-request-id'])}`);
    const hops = [hop('start')];
    const isCutOff = request.url === '/cut-off';
    inDatabase(
      isCutOff ? 'select pg_terminate_backend(pg_backend_pid())' : 'select current_query() as sql',
      hops,
      (row) => {
        void limit.add(() => {
          hops.push(hop('limit'));
          inThread(hops, () => {
            children.push(hops, () => {
              hops.push(hop('end'));
              response.end(JSON.stringify({ sql: row?.sql, hops }));
            });
          });
        });
      },
    );
  }),
);
await once(server.listen(0, '127.0.0.1'), 'listening');
const ask = async (i) => {
  const path = i % 20 === 7 ? 'cut-off' : '';
  const url = `http://127.0.0.1:${server.address().port}/${path}`;
  const response = await fetch(url, { headers: { 'x-request-id': `journey-${i}` } });
  return { requestId: `journey-${i}`, path, ...(await response.json()) };
};
const answers = await Promise.all(Array.from({ length: Number(requests) }, (_, i) => ask(i)));
process.stdout.write(JSON.stringify(answers), () => process.exit());
