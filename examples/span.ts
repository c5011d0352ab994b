// The tracing middleware that Throughline started from, in the shape of Python's ASGI, and three requests at once.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createTask,
  CTX_REQUEST_ID,
  gather,
  getCurrentSpan,
  type RequestMessage,
  type ResponseMessage,
  type Scope,
} from 'throughline';

type Receive = () => Promise<RequestMessage>;
type Send = (message: ResponseMessage) => Promise<void>;
type Application = (scope: Scope, receive: Receive, send: Send) => Promise<void>;

function tracing(application: Application): Application {
  return async (scope, receive, send) => {
    await using span = getCurrentSpan(scope); // enter: the context of this request
    await span.requestBefore(); // sets the id in this context
    await application(
      scope,
      async () => {
        const message = await receive();
        await span.requestAfter(message);
        return message;
      },
      async (message) => {
        await span.response(message); // reads the id in this context
        await send(message);
      },
    );
  }; // exit: CTX_REQUEST_ID is back to what it was before
}

const application = tracing(async (scope, receive, send) => {
  const { body } = await receive();
  log(`${scope.path} got ${body.length} bytes`);
  await lookUp();
  await send({ type: 'http.response.start', status: 200, headers: new Headers() });
});

async function lookUp(): Promise<void> {
  await sleep(Math.random() * 20);
  await (async () => log('three awaits deep'))();
}

function log(line: string): void {
  console.log(`[${CTX_REQUEST_ID.get() || 'no request'}] ${line}`);
}

async function request(path: string, id: string): Promise<void> {
  const scope: Scope = { type: 'http', method: 'GET', path, headers: new Headers({ 'x-request-id': id }) };
  await application(
    scope,
    async () => ({ type: 'http.request', body: 'hello' }),
    async (message) => {
      if (message.type === 'http.response.start') log(`answered with ${message.headers.get('x-request-id')}`);
    },
  );
  log(`after ${path}`);
}

await createTask(() =>
  gather(
    () => request('/a', 'aaa'),
    () => request('/b', 'bbb'),
    () => request('/c', 'ccc'),
  ),
);
log('outside');
