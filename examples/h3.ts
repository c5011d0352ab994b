import { setTimeout as sleep } from 'node:timers/promises';
import { H3 } from 'h3';
import { serve } from 'h3/node';
import { CTX_REQUEST_ID } from 'throughline';
import { throughline } from 'throughline/h3';

const app = new H3();
app.register(throughline());

app.get('/', async () => {
  await sleep(10);
  console.log(`${CTX_REQUEST_ID.get()} hello`);
  return 'hello\n';
});

serve(app, { port: Number(process.env['PORT'] ?? 3000), hostname: '127.0.0.1', silent: true });
