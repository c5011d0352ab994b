import { setTimeout as sleep } from 'node:timers/promises';
import Koa from 'koa';
import { CTX_REQUEST_ID } from 'throughline';
import { throughline } from 'throughline/koa';

const app = new Koa();
app.use(throughline());

app.use(async (context) => {
  await sleep(10);
  console.log(`${CTX_REQUEST_ID.get()} hello`);
  context.body = 'hello\n';
});

app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
