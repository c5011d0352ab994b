// Flags that are decided once for each request. All code of the request sees the same ones, even if they change meanwhile.
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ContextVar, CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';

const FLAGS = new ContextVar<ReadonlySet<string>>('flags', { default: new Set() });
const isOn = (flag: string): boolean => FLAGS.get().has(flag);

/** Stands for your service of flags. */
const flagsFor = (url: string): Set<string> => new Set(url === '/beta' ? ['new-price'] : []);

async function price(): Promise<number> {
  await sleep(10);
  return isOn('new-price') ? 8 : 10;
}

const listener = traced(async (request, response) => {
  FLAGS.set(flagsFor(request.url ?? ''));
  const charged = await price();
  // For a part of the work, another set of flags: the rest does not see it.
  const regular = await FLAGS.run(new Set(), price);
  console.log(`${CTX_REQUEST_ID.get()} charged ${charged}, regular ${regular}`);
  response.end(`${charged}\n`);
});
createServer(listener).listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
