import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import { CTX_REQUEST_ID } from 'throughline';
import { throughline } from 'throughline/express';

const app = express();
app.use(throughline());

app.get('/', async (_request, response) => {
  await sleep(10);
  console.log(`${CTX_REQUEST_ID.get()} hello`);
  response.send('hello\n');
});

app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
