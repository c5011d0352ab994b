// Calls two servers in every way that each runtime has: the first one is listed, the second one is not.
import { get } from 'node:http';
import { extract, propagate } from '../../../dist/esm/propagation/index.js';

const [listed, other] = process.argv.slice(-2);
const original = globalThis.fetch;
const stop = propagate({ to: listed });
const hop = (origin, next) => `${origin}/hop?to=${encodeURIComponent(next)}`;

await extract({ 'x-request-id': 'abc' }).run(async () => {
  for (const origin of [listed, other]) {
    await (await fetch(`${origin}/fetch`)).text();
    await (await fetch(new Request(`${origin}/request`, { method: 'POST', body: 'x' }))).text();
    await new Promise((resolve, reject) => {
      get(`${origin}/http`, (response) => response.resume().on('end', resolve)).on('error', reject);
    });
  }
  const response = await fetch(hop(listed, hop(other, `${listed}/end`)));
  await response.text();
  console.log(JSON.stringify({ url: response.url, redirected: response.redirected }));
});

stop();
if (globalThis.fetch !== original) throw new Error('fetch was not put back');
process.exit(0);
