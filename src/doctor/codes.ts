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

A context follows everything that the code of a request starts: awaits, timers, callbacks of Node. It does not follow work that one
request puts on a list and another one takes off: in a pool that calls back, a queue, a limit, or an emitter that requests share.
There, a callback runs in the context of the code that calls it.

Bind the callback where you pass it:

    pool.query(text, bind(callback))

Or mend the library for all its callbacks: throughline/register does it for the libraries that it knows, and so does mend of
throughline/mend.

In a queue of your own, put a bound function that does all of the work:

    jobs.push(bind(() => handle(job)))

It is not enough to bind only a callback or a resolve of the entry. Then the code that awaits the promise is right, but lines of
the worker itself are not.`,
  },
  TL_DOC_LOST: {
    title: 'Code of a request runs in no context',
    text: `A line that this code logs has no id.

The code belongs to a request, but something that belongs to no request calls it: a connection or a timer that was there before
the request, a worker thread, a native addon. Or nothing traces the server.

Bind the callback where you pass it:

    worker.once('message', bind(callback))

Or trace the server: with an adapter, or with throughline/register for all servers of the process.`,
  },
  TL_DOC_SHARED: {
    title: 'Two branches of one task set one variable, and one reads what the other has set',
    text: `A variable has the value that another branch of the same request gave it.

All branches of Promise.all run in one context: if one branch sets a variable, all of them see it. A plain await is not a task, as
in Python, where asyncio.gather makes the tasks.

Make each branch a task, which has a copy of the context:

    await gather(() => charge(order), () => notify(user))

Should all branches see a value? Set it before they start.`,
  },
  TL_DOC_LATE: {
    title: 'A request goes on after its end',
    text: `This is a note, not a fault: a line has the id of a request that was answered before.

Nothing waits for something that the request started, such as a promise without an await, or a timer. If it fails, nobody who asked
gets to know. Or it works for other requests, too, such as a loop that the first request began. Then their lines have the id of the
first one.

Wait for it before you answer. Or make it a job, which has an id of its own and logs when it ends:

    runJob({ name: 'audit' }, () => audit(order))

Start work for all requests outside of any request. If you want it as it is, leave it.`,
  },
  TL_DOC_LEAKED: {
    title: 'Something that a request made is still there long after its end',
    text: `This is a note, not a fault. What a request leaves behind holds what the request had, often all of it. If each request does so, the
memory of the process grows.

An interval runs until you clear it. A listener stays until you remove it. Code that awaits a promise waits until it is settled.

Clear it when the request ends:

    response.once('close', () => clearInterval(interval))

Start what all requests need outside of any request.`,
  },
  TL_DOC_ENTER_WITH: {
    title: 'What a function sets with enterWith stays set after it has returned',
    text: `A request may see what another one set.

AsyncLocalStorage.enterWith changes the store of the code that called the function, until that code ends. On Node 20 and 22 it even
changes the store of the next request on the same connection. Nothing puts the old store back.

Use a scope that ends, or set a variable, which belongs to the context of its request:

    storage.run(store, () => handle(request));
    CTX_STORE.set(store);

In your own tests, where nothing else runs, it does no harm.`,
  },
  TL_DOC_NO_TASK: {
    title: 'A variable is set outside any task',
    text: `The set throws TL_ERR_NO_TASK: every request would share the value.

The top of a module runs once, when the module is loaded, and belongs to no request.

Give the variable a default, or set it in a request or a task:

    const CTX_TENANT = new ContextVar('tenant', { default: 'none' });

You can set it in createTask, in run and in a traced request.`,
  },
} as const satisfies Record<`TL_DOC_${string}`, Explanation>;

/** The code of a kind of finding. They never change their meaning; messages may. */
export type DoctorCode = keyof typeof CODES;

/** Returns what `npx throughline explain` prints for a code; `undefined` if there is no such code. */
export function explain(code: string): string | undefined {
  if (!Object.hasOwn(CODES, code)) return undefined;
  const { title, text } = CODES[code as DoctorCode];
  return `${code}: ${title}\n\n${text}\n`;
}
