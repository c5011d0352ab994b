import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import * as httpContext from 'express-http-context';

const app = express();
app.use(httpContext.middleware);
app.use((request, _response, next) => {
  httpContext.set('id', request.get('x-request-id'));
  next();
});

async function greet(): Promise<string> {
  await sleep(10);
  return `hello ${httpContext.get('user')} (${httpContext.get('id')})\n`;
}

app.get('/:user', async (request, response) => {
  httpContext.set('user', request.params.user);
  response.send(await greet());
});

app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
