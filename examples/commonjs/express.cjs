const { setTimeout: sleep } = require('node:timers/promises');
const express = require('express');
const { CTX_REQUEST_ID } = require('throughline');
const { throughline } = require('throughline/express');

const app = express();
app.use(throughline());

app.get('/', async (_request, response) => {
  await sleep(10);
  console.log(`${CTX_REQUEST_ID.get()} hello`);
  response.send('hello\n');
});

app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
