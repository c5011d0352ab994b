import { ContextVar, copyContext, createTask } from 'throughline';

const USER = new ContextVar<string>('user', { default: 'nobody' });

await createTask(() => {
  const token = USER.set('Ada');
  const snapshot = copyContext();
  USER.set('Grace');
  console.log(USER.get(), snapshot.get(USER));
  snapshot.run(() => {
    USER.set('Edsger');
    console.log(USER.get());
  });
  console.log(USER.get(), snapshot.get(USER));
  USER.reset(token);
  console.log(USER.get());
});
