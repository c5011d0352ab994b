// What the doctor finds in it: listeners of one request, which a timer or another request calls; and jobs that a worker does, which is no request's.
import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';

const orders = new EventEmitter();
const answers = [];
const jobs = [];

console.log('starting');
setInterval(() => {
  if (orders.listenerCount('paid') > 0) console.log('paying');
  orders.emit('paid');
}, 20);
setInterval(() => {
  for (const response of answers.splice(0)) {
    console.log('answering');
    response.end('done');
  }
}, 20);
setInterval(async function work() {
  const job = jobs.shift();
  if (job === undefined) return;
  console.log(`charging ${job.what}`);
  await new Promise((resolve) => setImmediate(resolve));
  job.resolve();
}, 20);

createServer(async (request, response) => {
  if (request.url === '/pay') orders.once('paid', () => console.log('was paid'));
  else if (request.url === '/listen') orders.once('placed', () => console.log('was placed'));
  else if (request.url === '/place') orders.emit('placed');
  else if (request.url === '/later') return answers.push(response);
  else if (request.url.startsWith('/charge')) {
    await new Promise((resolve) => jobs.push({ what: request.url.slice(8), resolve }));
  }
  return response.end('done');
}).listen(0, '127.0.0.1', function listening() {
  console.log(`port ${this.address().port}`);
});
