// Decides the flags once for each request. All code of the request sees the same flags, even if they change meanwhile.
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ContextVar, CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';

const FLAGS = new ContextVar<ReadonlySet<string>>('flags', { default: new Set() });
const isOn = (flag: string): boolean => FLAGS.get().has(flag);

/** Stands for your flag service. */
const flagsFor = (url: string): Set<string> => new Set(url === '/beta' ? ['new-price'] : []);

async function price(): Promise<number> {
  await sleep(10);
  return isOn('new-price') ? 8 : 10;
}

const listener = traced(async (request, response) => {
  FLAGS.set(flagsFor(request.url ?? ''));
  const charged = await price();
  // A part of the work has other flags. The rest does not see them.
  const regular = await FLAGS.run(new Set(), price);
  console.log(`${CTX_REQUEST_ID.get()} charged ${charged}, regular ${regular}`);
  response.end(`${charged}\n`);
});
createServer(listener).listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
