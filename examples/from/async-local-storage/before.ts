import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

interface Store {
  readonly id: string;
  user?: string;
}

const storage = new AsyncLocalStorage<Store>();

async function greet(): Promise<string> {
  await sleep(10);
  const store = storage.getStore();
  return `hello ${store?.user} (${store?.id})\n`;
}

const server = createServer((request, response) => {
  const given = request.headers['x-request-id'];
  const store: Store = { id: typeof given === 'string' ? given : randomUUID() };
  storage.run(store, async () => {
    store.user = request.url?.slice(1);
    response.setHeader('x-request-id', store.id);
    response.end(await greet());
  });
});

server.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
