import { createServer } from 'node:http';

const readOnly = { writable: false, configurable: false };
const { READ_ONLY: name } = process.env;
if (name === 'console') Object.freeze(console);
if (name === 'extension') Object.preventExtensions(console);
if (name === 'stream') Object.defineProperty(console, '_stderr', { ...readOnly, value: process.stderr });
if (name === 'method') Object.defineProperty(console, 'log', readOnly);
if (name === 'stdout' || name === 'stderr')
  Object.defineProperty(process[name], 'write', { ...readOnly, value: process[name].write });

const server = createServer((request, response) => {
  console.log('console line');
  process.stdout.write('output line\n');
  response.end('served');
}).listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
