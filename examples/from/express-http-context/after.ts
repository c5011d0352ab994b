import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import { ContextVar, CTX_REQUEST_ID } from 'throughline';
import { throughline } from 'throughline/express';

const USER = new ContextVar<string>('user', { default: 'nobody' });

const app = express();
app.use(throughline());

async function greet(): Promise<string> {
  await sleep(10);
  return `hello ${USER.get()} (${CTX_REQUEST_ID.get()})\n`;
}

app.get('/:user', async (request, response) => {
  USER.set(request.params.user);
  response.send(await greet());
});

app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
