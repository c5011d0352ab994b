import { AsyncLocalStorage } from 'node:async_hooks';

import { traced } from 'throughline/fetch';

import type { Perform } from '../../measure/measure-slices.js';
import { readOurId, TYPE, work } from '../side.js';
import { BARE, BY_HAND, OURS, type Subject } from '../subject.js';

type Handle = (request: Request) => Promise<Response>;

/** Requests under way at once. */
const AT_ONCE = 16;

const ids = new AsyncLocalStorage<string>();

const answering =
  (readId?: () => string | undefined): Handle =>
  async () =>
    new Response(await work({ readId }), { headers: { 'content-type': TYPE } });

const answerByHand = answering(() => ids.getStore());

const byHand: Handle = async (request) => {
  const incoming = request.headers.get('x-request-id');
  const id = incoming !== null && /^[\w.=-]{1,128}$/.test(incoming) ? incoming : crypto.randomUUID();
  const response = await ids.run(id, answerByHand, request);
  response.headers.set('x-request-id', id);
  return response;
};

/** Calls the handler as a server does, up to the end of the body. */
function call(handle: Handle): Perform {
  return async (operations) => {
    let left = operations;
    const some = async (): Promise<void> => {
      while (left-- > 0) await (await handle(new Request('http://localhost/'))).text();
    };
    await Promise.all(Array.from({ length: AT_ONCE }, some));
  };
}

export const fetchHandler: Subject = {
  name: 'fetch handler',
  isPortable: true,
  sides: {
    [BARE]: () => call(answering()),
    [BY_HAND]: () => call(byHand),
    [OURS]: () => call(traced(answering(readOurId))),
  },
  pairs: [[OURS, BY_HAND, 1.1]],
};
