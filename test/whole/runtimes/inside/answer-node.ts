import type { IncomingMessage, ServerResponse } from 'node:http';

import { createTask } from '../../../../src/index.js';
import { sleep } from '../../conformance/pause.js';
import { Trail } from './trail.js';

/** A listener of the burst for node:http, which looks in the listeners of request and response. */
export function answerNode(request: IncomingMessage, response: ServerResponse): void {
  const trail = new Trail(request.url ?? '');
  let body = '';
  trail.see('start');
  request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
  request.on('end', () => {
    trail.see('end');
    trail.setUser();
    void respond(trail, response, () => body);
  });
  response.on('finish', () => trail.see('finish'));
  response.on('close', () => trail.see('close'));
}

async function respond(trail: Trail, response: ServerResponse, body: () => string): Promise<void> {
  await sleep(Math.random() * 20);
  trail.see('later');
  await createTask(async () => {
    await sleep(Math.random() * 5);
    trail.see('task');
  });
  response.end(trail.seen(body()));
}
