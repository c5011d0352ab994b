import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { bind, bindEmitter, ContextVar, createTask, isThroughlineError, taskGroup } from 'throughline';

const USER = new ContextVar<string>('user');

// Tasks that end together: the first failure aborts the signal of the others.
await createTask(async () => {
  USER.set('Ada');
  const sum = await taskGroup(async (group) => {
    const one = group.createTask(() => sleep(10, 1, { signal: group.signal }));
    const two = group.createTask(() => 2);
    return (await one) + (await two);
  });
  console.log(USER.get(), sum);
});

// A pool calls back whenever it likes: a bound callback runs in the context in which it was bound.
const waiting: (() => void)[] = [];
await createTask(() => {
  USER.set('Grace');
  waiting.push(
    bind(() => console.log(USER.get(), 'is served')),
    () => console.log(USER.get('nobody'), 'is known here'),
  );
});
for (const callback of waiting) callback();

// The same for each listener that is added to an emitter from now on.
const socket = bindEmitter(new EventEmitter());
await createTask(() => {
  USER.set('Edsger');
  socket.once('data', () => console.log(USER.get(), 'got data'));
});
socket.emit('data');

try {
  USER.get();
} catch (error) {
  console.log(isThroughlineError(error, 'TL_ERR_NO_VALUE') && error.message);
}
