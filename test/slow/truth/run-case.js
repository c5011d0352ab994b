// Sends 40 requests at once for each way to call a library, and prints whose id each callback saw: right, another's or none.
import { writeSync } from 'node:fs';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { mend } from 'throughline/mend';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';

const [file, address, how] = process.argv.slice(2);
const { open } = await import(pathToFileURL(file).href);
const calls = await open(how === 'mend' ? mend : (library) => library, address);
const counts = Object.fromEntries(Object.keys(calls).map((name) => [name, { right: 0, another: 0, none: 0 }]));

const server = createServer(
  traced((request, response) => {
    const name = decodeURIComponent(request.url.slice(1));
    const own = request.headers['x-request-id'];
    calls[name](() => {
      const id = CTX_REQUEST_ID.get();
      counts[name][id === own ? 'right' : id === '' ? 'none' : 'another']++;
      response.end();
    });
  }),
);
await new Promise((resolve) => void server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${server.address().port}`;
for (const name of Object.keys(calls)) {
  const send = (_, i) =>
    fetch(`${origin}/${encodeURIComponent(name)}`, { headers: { 'x-request-id': `${name.length}-${i}` } });
  await Promise.all(Array.from({ length: 40 }, send));
}
writeSync(1, `${JSON.stringify(counts)}\n`); // past the console, which register changes
process.exit();
