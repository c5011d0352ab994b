const express = require('express');
const pinoHttp = require('pino-http');

const app = express();
app.use(pinoHttp());
app.use(express.json());
app.post('/orders/:marker', (request, response) => {
  request.log.info(`marker=${request.body.marker} handled`);
  console.log(`marker=${request.params.marker} handled`);
  response.json({});
});
const server = app.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
