import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

import { startSpan } from 'throughline';
import { runJob } from 'throughline/jobs';

import type { Perform } from '../../measure/measure-slices.js';
import { readOurId, work } from '../side.js';
import { BARE, BY_HAND, OURS, type Subject } from '../subject.js';

type Job = () => Promise<unknown>;

/** Jobs under way at once. */
const AT_ONCE = 16;

const ids = new AsyncLocalStorage<string>();

/** Runs jobs, each to its end. */
function call(job: Job): Perform {
  return async (operations) => {
    let left = operations;
    const some = async (): Promise<void> => {
      while (left-- > 0) await job();
    };
    await Promise.all(Array.from({ length: AT_ONCE }, some));
  };
}

const doWork = (): Promise<string> => work({ readId: readOurId });

function workInSpan(): Promise<string> {
  using _ = startSpan('work');
  return doWork();
}

const WITH_SPAN = `${OURS}, with a span that nobody records`;

export const job: Subject = {
  name: 'job',
  sides: {
    [BARE]: () => call(() => work({})),
    [BY_HAND]: () => call(() => ids.run(randomUUID(), () => work({ readId: () => ids.getStore() }))),
    [OURS]: () => call(() => runJob({ name: 'report' }, doWork)),
    [WITH_SPAN]: () => call(() => runJob({ name: 'report' }, workInSpan)),
  },
  pairs: [
    [OURS, BY_HAND],
    [WITH_SPAN, OURS],
  ],
};
