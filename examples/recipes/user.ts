// The user of the request, in every function and in every log line.
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ContextVar, logContext, logged } from 'throughline';
import { traced } from 'throughline/node-http';

interface User {
  readonly id: number;
  readonly name: string;
  readonly isAdmin: boolean;
}

const USER = logged(new ContextVar<User>('user'), { field: 'user_id', format: (user) => user.id });
const USERS = new Map<string, User>([
  ['token-of-ada', { id: 1, name: 'Ada', isAdmin: true }],
  ['token-of-grace', { id: 2, name: 'Grace', isAdmin: false }],
]);

const log = (message: string): void => console.log(JSON.stringify({ message, ...logContext() }));

async function deleteOrder(): Promise<string> {
  await sleep(10); // your database
  const { name, isAdmin } = USER.get();
  log(isAdmin ? 'order deleted' : 'order kept');
  return `${name}: ${isAdmin ? 'deleted' : 'not allowed'}`;
}

const listener = traced(async (request, response) => {
  const user = USERS.get(request.headers.authorization?.replace('Bearer ', '') ?? '');
  if (user === undefined) return response.writeHead(401).end();
  USER.set(user);
  return response.end(await deleteOrder());
});
createServer(listener).listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
