import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import { TraceCtx } from 'throughline';
import { throughline } from 'throughline/express';

const app = express();
app.use(throughline());

async function greet(user: string): Promise<string> {
  await sleep(10);
  return `hello ${user} (${TraceCtx.getId()})\n`;
}

app.get('/:user', async (request, response) => {
  response.send(await greet(request.params.user));
});

app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
