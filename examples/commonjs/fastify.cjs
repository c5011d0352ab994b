const { setTimeout: sleep } = require('node:timers/promises');
const { fastify } = require('fastify');
const { CTX_REQUEST_ID } = require('throughline');
const { throughline } = require('throughline/fastify');

const app = fastify();
app.register(throughline());

app.get('/', async () => {
  await sleep(10);
  console.log(`${CTX_REQUEST_ID.get()} hello`);
  return 'hello\n';
});

app.listen({ port: Number(process.env['PORT'] ?? 3000), host: '127.0.0.1' }, (error) => {
  if (error) throw error;
});
