// Prints, once a request has been answered, the ids that its code has had: in listeners of request and response, and after an await.
import { setTimeout as sleep } from 'node:timers/promises';

export const port = Number(process.env.PORT);

/** Listens to the end of both. Gives what is to be awaited before the answer: it waits for the end of the request, too. */
export function watch(request, response, readId) {
  const ids = { path: request.url };
  const ended = new Promise((resolve) => {
    request.on('end', () => resolve((ids.end = readId() ?? null)));
  });
  response.on('finish', () => console.log(JSON.stringify({ ...ids, finish: readId() ?? null })));
  if (request.method === 'GET') request.resume(); // it has no body that somebody reads
  return async () => {
    await sleep(20);
    ids.awaited = readId() ?? null;
    await ended;
  };
}

/** Does all of it, where nobody else reads the body. */
export function watchAll(request, response, readId) {
  const later = watch(request, response, readId);
  request.resume();
  return later();
}
