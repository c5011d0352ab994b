const { setTimeout: sleep } = require('node:timers/promises');
const Koa = require('koa');
const { CTX_REQUEST_ID } = require('throughline');
const { throughline } = require('throughline/koa');

const app = new Koa();
app.use(throughline());

app.use(async (context) => {
  await sleep(10);
  console.log(`${CTX_REQUEST_ID.get()} hello`);
  context.body = 'hello\n';
});

app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
