import { peek } from '../../../core/access.js';
import type { ContextVar } from '../../../core/context-var.js';
import { patch } from '../../../core/patch.js';
import { singletons } from '../../../core/storage.js';
import { currentContext } from '../../../doctor/observe/current-request.js';
import { watchVariableClasses } from '../../../doctor/observe/variable-classes.js';
import type { VariableEvent } from '../../api.js';
import { now } from '../now.js';
import type { Outbox } from '../send/outbox.js';
import { shownValue } from '../shown/shown-value.js';
import { stackNow, userPlace } from '../shown/user-place.js';
import type { Task, Tasks } from './tasks.js';

/** The user's code calls them itself, or a `using` block does. */
const DEPTH = 6;

/** Tells of each `set`, `reset` and `run` of a variable in a request. */
export function observeVariables(outbox: Outbox, tasks: Tasks): void {
  watchVariableClasses((prototype) => {
    patch(prototype, 'set', (set) => {
      return function setAndTell(this: object, ...args) {
        const token = Reflect.apply(set, this, args);
        const task = isTold(this) ? tasks.current() : undefined;
        if (task !== undefined) tell(task, this as never, 'set', args[0], setAndTell);
        return token;
      };
    });
    patch(prototype, 'reset', (reset) => {
      return function resetAndTell(this: object, ...args) {
        Reflect.apply(reset, this, args);
        const task = isTold(this) ? tasks.current() : undefined;
        if (task !== undefined) tell(task, this as never, 'reset', currentValue(this as never), resetAndTell);
      };
    });
    patch(prototype, 'run', (run) => {
      return function runAndTell(this: object, ...args) {
        const call = (): unknown => Reflect.apply(run, this, args);
        if (!isTold(this)) return call();
        return tasks.withNext(call, (task) => {
          tasks.tell(task);
          tell(task, this as never, 'set', args[0], runAndTell);
        });
      };
    });
  });

  function tell(
    task: Task,
    { name }: ContextVar<unknown>,
    what: VariableEvent['what'],
    value: unknown,
    below: Function,
  ): void {
    const at = now();
    const stack = stackNow(below, DEPTH);
    const text = what === 'reset' && value === undefined ? undefined : shownValue(name, value);
    outbox.add(() => ({
      type: 'variable',
      request: task.request.number,
      variable: { at, task: task.id, variable: name, what, value: text, place: userPlace(stack) },
    }));
  }
}

function currentValue(variable: ContextVar<unknown>): unknown {
  const context = currentContext();
  return context && peek(context, variable);
}

/** The variables of the package itself, but for those that applications set. */
function isTold(variable: object): boolean {
  const { name } = variable as { name: string };
  if (name === 'request-id') return true;
  return singletons.get(`variable ${name}` as never) !== variable;
}
