import { setTimeout as sleep } from 'node:timers/promises';
import { ContextVar, copyContext, createTask, gather } from 'throughline';

const USER = new ContextVar<string>('user', { default: 'nobody' });

async function greet(name: string): Promise<string> {
  USER.set(name); // seen by all that runs in this task, and by nothing else
  await sleep(Math.random() * 10);
  return `Hello, ${USER.get()}`;
}

const greetings = await gather(
  () => greet('Ada'),
  () => greet('Grace'),
);
console.log(greetings.join('; '), '-', USER.get());

await createTask(async () => {
  const token = USER.set('Ada');
  const snapshot = copyContext();
  {
    using _ = USER.set('Grace'); // back to Ada at the end of the block
    console.log(USER.get(), 'and', snapshot.get(USER));
  }
  USER.reset(token);
  console.log(
    USER.get(),
    'and',
    USER.run('Edsger', () => USER.get()),
  );
});
