import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import rTracer from 'cls-rtracer';

const app = express();
app.use(rTracer.expressMiddleware({ useHeader: true, echoHeader: true }));

async function greet(user: string): Promise<string> {
  await sleep(10);
  return `hello ${user} (${rTracer.id()})\n`;
}

app.get('/:user', async (request, response) => {
  response.send(await greet(request.params.user));
});

app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
