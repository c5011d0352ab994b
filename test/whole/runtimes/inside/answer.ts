import { Hono } from 'hono';

import { traced } from '../../../../src/adapters/fetch/index.js';
import { throughline } from '../../../../src/adapters/hono/index.js';
import { createTask } from '../../../../src/index.js';
import { sleep } from '../../conformance/pause.js';
import { Trail } from './trail.js';

/** A handler of the burst for web requests. */
async function answer(request: Request): Promise<Response> {
  const trail = new Trail(request.url);
  trail.see('start');
  const body = await request.text();
  trail.see('body');
  trail.setUser();
  await sleep(Math.random() * 20);
  trail.see('later');
  await createTask(async () => {
    await sleep(Math.random() * 5);
    trail.see('task');
  });
  let pulled = 0;
  return new Response(
    new ReadableStream({
      async pull(controller) {
        await sleep(1);
        trail.see(`chunk ${pulled}`);
        controller.enqueue(new TextEncoder().encode(pulled === 0 ? ' ' : trail.seen(body)));
        if (pulled++ > 0) controller.close();
      },
    }),
  );
}

const hono = new Hono().use(throughline()).all('/hono/:key', (c) => answer(c.req.raw));
const tracedAnswer = traced(answer);

/** Serves `/fetch/<key>` by the adapter for fetch handlers, and `/hono/<key>` by Hono. */
export function serveWeb(request: Request, env?: object): Response | Promise<Response | undefined> {
  return new URL(request.url).pathname.startsWith('/hono/') ? hono.fetch(request, env) : tracedAnswer(request);
}
