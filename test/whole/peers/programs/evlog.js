import { initLogger } from 'evlog';
import { evlog, useLogger } from 'evlog/express';
import express from 'express';
import { port, watchAll } from './watch.js';

initLogger({ silent: true });

function readId() {
  try {
    return useLogger().getContext().requestId;
  } catch {
    return undefined; // it throws where there is no logger
  }
}

const app = express();
app.use(evlog());
app.use(async (request, response) => {
  await watchAll(request, response, readId);
  response.end('done\n');
});
app.listen(port, '127.0.0.1');
