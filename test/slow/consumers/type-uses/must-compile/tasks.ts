import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

import { Context, ContextVar, copyContext, createTask, gather, taskGroup } from 'throughline';
import { AsyncContext } from 'throughline/async-context';
import { traced as tracedFetch } from 'throughline/fetch';
import { traced } from 'throughline/node-http';
import { inContext } from 'throughline/testing';

import { exactly } from '../exactly.js';

const user = new ContextVar<string>('user');

exactly<string>()(user.run('Ada', (a, b) => a.toFixed() + b.at(0), 1, 'two'));
exactly<number>()(user.run('Ada', (a) => a.length, 'one'));
exactly<Promise<number>>()(user.run('Ada', async () => 1));
exactly<string>()(copyContext().run((a, b) => a.toFixed() + b.at(0), 1, 'two'));
exactly<string>()(new Context().run((a: number, b?: string) => `${a}${b}`, 1));
exactly<number>()(user.run('Ada', Math.max, 1, 2, 3));
user.run('Ada', <T>(x: T) => x, 'x').at(0);
exactly<number>()(new AsyncContext.Snapshot().run((a) => a.length, 'one'));
export const wrapped: (a: number) => string = AsyncContext.Snapshot.wrap((a) => a.toFixed());
export const annotated = AsyncContext.Snapshot.wrap((a: number) => a.toFixed())(1).at(0);
export const listened = (request: IncomingMessage, response: ServerResponse) =>
  user.run('Ada', (one, two) => two.end(one.url), request, response);

export const literal: Promise<'a' | 'b'> = createTask(() => 'a');
export const later: Promise<{ kind: 'a' }> = createTask(async () => ({ kind: 'a' }));
exactly<Promise<number>>()(createTask(async () => 1));
exactly<Promise<[number, string]>>()(
  gather(
    () => 1,
    async () => 'a',
  ),
);
exactly<Promise<number[]>>()(gather(...[1].map((n) => () => n)));
exactly<Promise<undefined>>()(taskGroup(async (group) => void (await group.createTask(() => group.signal.aborted))));

createServer(traced((request, response) => response.end(request.url)));
createServer().on(
  'request',
  traced((request, response) => void response.end(request.url)),
);
export const handle: (request: Request) => Promise<Response> = tracedFetch((request) => new Response(request.url));
export const handleWith: (request: Request, env: { key: string }) => Promise<Response> = tracedFetch(
  (request, env) => new Response(request.url + env.key),
);

declare function it(name: string, body: (context: { signal: AbortSignal }, done: () => void) => unknown): void;
it(
  'works',
  inContext([[user, 'Ada']], () => {}),
);
it(
  'works',
  inContext([[user, 'Ada']], async (context) => context.signal.throwIfAborted()),
);
it(
  'works',
  inContext([[user, 'Ada']], (context, done) => [context.signal, done()]),
);
exactly<string>()(inContext([], (n: number) => n.toFixed())(1));
