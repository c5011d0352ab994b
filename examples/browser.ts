import { bind, ContextVar, copyContext, createTask } from 'throughline';

const USER = new ContextVar<string>('user', { default: 'nobody' });

await createTask(async () => {
  USER.set('Ada');
  console.log('in the task:', USER.get());
  setTimeout(bind(() => console.log('in a callback that is bound:', USER.get())));

  const context = copyContext(); // take it along, for after the await
  await Promise.resolve(); // or fetch(…)
  console.log('after an await:', USER.get());
  context.run(() => console.log('in the context that was taken along:', USER.get()));
});
