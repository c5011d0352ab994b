// What the doctor finds in it: listeners of one request, which a timer or another request calls.
import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';

const orders = new EventEmitter();

console.log('starting');
setInterval(() => orders.emit('paid'), 20);

createServer((request, response) => {
  if (request.url === '/pay') orders.once('paid', () => console.log('was paid'));
  else if (request.url === '/listen') orders.once('placed', () => console.log('was placed'));
  else if (request.url === '/place') orders.emit('placed');
  response.end('done');
}).listen(0, '127.0.0.1', function listening() {
  console.log(`port ${this.address().port}`);
});
