import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import cls from 'throughline/cls-hooked';

const session = cls.createNamespace('session');

const app = express();
app.use((request, response, next) => {
  session.bindEmitter(request);
  session.bindEmitter(response);
  session.run(() => {
    session.set('id', request.get('x-request-id'));
    next();
  });
});

async function greet(): Promise<string> {
  await sleep(10);
  return `hello ${session.get('user')} (${session.get('id')})\n`;
}

app.get('/:user', async (request, response) => {
  session.set('user', request.params.user);
  response.send(await greet());
});

app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
