import { createServer } from 'node:http';

import { bindEmitter, ContextVar, copyContext, createTask, gather, taskGroup } from 'throughline';
import { traced } from 'throughline/node-http';
import { inContext } from 'throughline/testing';

const user = new ContextVar<string>('user');

// @ts-expect-error the value is a string
user.run(1, () => {});
// @ts-expect-error no function
user.run('Ada', 'x');
// @ts-expect-error an argument is missing
user.run('Ada', (n: number) => n);
// @ts-expect-error the argument has another type
user.run('Ada', (n: number) => n, 'one');
// @ts-expect-error there is no such property
user.run('Ada', (text) => text.nope, 'one');
// @ts-expect-error the argument has another type
copyContext().run((n: number) => n, 'one');
// @ts-expect-error it returns a number
export const text: string = copyContext().run(() => 1);

// @ts-expect-error no function
createTask(Promise.resolve(1));
// @ts-expect-error nothing passes it an argument
createTask((n: number) => n);
// @ts-expect-error promises, not functions
gather(Promise.resolve(1));
// @ts-expect-error the group has no such method
taskGroup((group) => group.nope);
// @ts-expect-error no emitter
bindEmitter({});

// @ts-expect-error there is no such property
createServer(traced((request) => request.nope));
// @ts-expect-error there is no such property
inContext([], (context: { signal: AbortSignal }) => context.nope);
