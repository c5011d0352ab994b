import { EventEmitter } from 'node:events';
import cls, { createNamespace, destroyNamespace, getNamespace, type Namespace, reset } from 'throughline/cls-hooked';
import * as all from 'throughline/cls-hooked';

interface Session {
  user: string;
  tenant?: number | undefined;
}

const any: Namespace = createNamespace('any');
const typed = cls.createNamespace<Session>('typed');
const found: Namespace<Session> | undefined = getNamespace<Session>('typed');

any.run(() => {
  const value: Date = any.set('now', new Date());
  value.getTime();
  any.get('now').getTime();
});
any.run((context) => void context.now);
any.run((outer, ...rest) => void [outer.now, rest]);
any.runAndReturn((a: string, b: number) => a + b).toUpperCase();
typed.set('user', 'Ada').toUpperCase();
typed.get('user').toUpperCase();
found?.get('tenant')?.toFixed();
any.runAndReturn(() => 1).toFixed();
void any.runPromise(async () => 'text').then((text) => text.toUpperCase());
any
  .bind((a: number, b: string) => a + b.length)(1, 'b')
  .toFixed();
any
  .bind(() => 1, any.createContext())()
  .toFixed();
any.bindEmitter(new EventEmitter());
const context = any.createContext();
any.enter(context);
any.exit(context);
any.active.user = 'Ada';
destroyNamespace('any');
all.reset();
reset();
