import { setTimeout as sleep } from 'node:timers/promises';
import { ContextVar, createTask, gather, taskGroup } from 'throughline';

const USER = new ContextVar<string>('user', { default: 'nobody' });

async function greet(name: string): Promise<string> {
  USER.set(name);
  await sleep(1);
  return `Hello, ${USER.get()}`;
}

await createTask(async () => {
  console.log(await createTask(() => greet('Ada')), USER.get()); // a task has a copy
  console.log(
    (
      await gather(
        () => greet('Grace'),
        () => greet('Edsger'),
      )
    ).join(' '),
    USER.get(),
  );
  await taskGroup(async (group) => {
    const barbara = group.createTask(() => greet('Barbara'));
    console.log(await barbara, USER.get());
  });
  console.log(await greet('Alan'), USER.get()); // awaited without a task: the same context
});
