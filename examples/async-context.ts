import { setTimeout as sleep } from 'node:timers/promises';
import { ContextVar, createTask } from 'throughline';
import { AsyncContext } from 'throughline/async-context';

const LOCALE = new AsyncContext.Variable({ name: 'locale', defaultValue: 'en' });
const USER = new ContextVar<string>('user', { default: 'nobody' });
const greet = (): string => `${LOCALE.get() === 'fr' ? 'Bonjour' : 'Hello'}, ${USER.get()}`;

await createTask(async () => {
  USER.set('Ada');
  const queued = LOCALE.run('fr', () => AsyncContext.Snapshot.wrap(greet)); // both values, as they are now
  USER.set('Grace');

  console.log(greet());
  console.log(queued());
  const later = await LOCALE.run('fr', async () => {
    await sleep(1);
    USER.set('Edsger'); // until the end of this run
    return greet();
  });
  console.log(later);
  console.log(greet());
});
