const http = require('node:http');

if (process.env.SURVIVE) process.on('uncaughtException', (error, origin) => console.log(`${origin}: ${error.message}`));

const server = http.createServer((request, response) => {
  if (request.url === '/sync') throw new Error('sync');
  if (request.url === '/async') return Promise.reject(new Error('async'));
  if (request.url === '/later')
    return setTimeout(() => {
      throw new Error('later');
    });
  if (request.url === '/event') return void response.emit('error', new Error('event'));
  response.end('fine');
});
server.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
