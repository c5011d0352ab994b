/** What one kind of finding is called, and what it means. */
interface Explanation {
  /** In a few words. */
  readonly title: string;
  /** What is wrong, why it is so, and what to do, in lines for a terminal. */
  readonly text: string;
}

/** Every code of a finding. A retired code is never used again. */
export const CODES = {
  TL_DOC_MIXED: {
    title: 'Code of one request runs in the context of another',
    text: `A line that this code logs has the id of another request.

A context follows what the code of a request starts: awaits, timers, callbacks of Node. It does not follow what one request leaves
in a list that another one works off: a pool that calls back, a queue, a limit, an emitter that requests share. There, a
callback runs in the context of whoever calls it.

Keep the context where you pass the callback:

    pool.query(text, bind(callback))

Or mend the library for all its callbacks: throughline/register does it for those that are known, and so does mend of
throughline/mend.

In a queue of your own, leave a function that does all of the work:

    jobs.push(bind(() => handle(job)))

To bind only a callback or a resolve of the entry is not enough: what awaits the promise is right then, and lines of the worker
itself are not.`,
  },
  TL_DOC_LOST: {
    title: 'Code of a request runs in no context',
    text: `A line that this code logs has no id.

The code belongs to a request, and is called by something that belongs to none: a connection or a timer that was there before
the request, a worker thread, a native addon. Or the server is not traced at all.

Keep the context where you pass the callback:

    worker.once('message', bind(callback))

Or trace the server: with an adapter, or with throughline/register for all servers of the process.`,
  },
  TL_DOC_SHARED: {
    title: 'Two branches of one task set one variable, and one reads what the other has set',
    text: `A variable has the value that another branch of the same request gave it.

What Promise.all waits for runs in one context: a set in one branch is seen in all of them. So it is in Python, where
asyncio.gather makes tasks, and a plain await does not.

Make each branch a task, which has a copy of the context:

    await gather(() => charge(order), () => notify(user))

A variable that all branches are to see is set before they start.`,
  },
  TL_DOC_LATE: {
    title: 'A request goes on after its end',
    text: `This is a note, and no fault: a line has the id of a request that was answered before.

Something that the request started was not waited for: a promise without an await, a timer. What it fails with reaches nobody who
asked. Or it works for other requests, too, such as a loop that the first request began, and their lines have the id of the first one.

Wait for it before you answer, or make it a job, which has an id of its own and logs when it ends:

    runJob({ name: 'audit' }, () => audit(order))

What works for all requests begins outside of any. If it is meant to be as it is, leave it.`,
  },
  TL_DOC_LEAKED: {
    title: 'Something of a request is there long after its end',
    text: `This is a note, and no fault. What a request leaves behind holds what that request had, often all of it. If each request does so,
the memory of the process grows.

An interval runs until it is cleared, a listener stays until it is taken off, and what awaits a promise waits until that is settled.

Clear it when the request ends:

    response.once('close', () => clearInterval(interval))

What is there for all requests begins outside of any.`,
  },
  TL_DOC_ENTER_WITH: {
    title: 'What enterWith sets stays set after the function that calls it',
    text: `A request may see what another one set.

AsyncLocalStorage.enterWith changes the store of whoever called the function, until that ends: on Node 20 and 22 even of the next
request on the same connection. Nothing puts the former store back.

Enter a scope that ends, or set a variable, which belongs to the context of its request:

    storage.run(store, () => handle(request));
    CTX_STORE.set(store);

In tests of your own, where nothing else runs, it does no harm.`,
  },
  TL_DOC_NO_TASK: {
    title: 'A variable is set outside any task',
    text: `The set throws TL_ERR_NO_TASK: every request would share the value.

The top of a module runs once, as the module is loaded, and belongs to no request.

Give the variable a default, or set it where a request, or a task, runs:

    const CTX_TENANT = new ContextVar('tenant', { default: 'none' });

A set within createTask, run or a traced request is right.`,
  },
} as const satisfies Record<`TL_DOC_${string}`, Explanation>;

/** The code of a kind of finding. They never change their meaning; messages may. */
export type DoctorCode = keyof typeof CODES;

/** What `npx throughline explain` prints of a code; `undefined` for one that there is not. */
export function explain(code: string): string | undefined {
  if (!Object.hasOwn(CODES, code)) return undefined;
  const { title, text } = CODES[code as DoctorCode];
  return `${code}: ${title}\n\n${text}\n`;
}
