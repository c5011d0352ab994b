// A job queue of its own: whatever is logged in a job has no id.
import { createServer } from 'node:http';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';

const jobs = [];
const worker = setInterval(() => {
  jobs.shift()?.();
}, 1);

const server = createServer(
  traced((request, response) => {
    jobs.push(() => {
      response.end(`${CTX_REQUEST_ID.get() || 'no id'}\n`);
    });
  }),
);

server.listen(0, '127.0.0.1', async () => {
  for (const id of ['one', 'two']) {
    const answer = await fetch(`http://127.0.0.1:${server.address().port}/${id}`, { headers: { 'x-request-id': id } });
    process.stdout.write(await answer.text());
  }
  if (process.argv.includes('--stay')) return;
  clearInterval(worker);
  server.close();
  server.closeAllConnections();
});
