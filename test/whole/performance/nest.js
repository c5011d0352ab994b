// Prints how deep calls of `run` go before the stack is full, as parts of how deep those of AsyncLocalStorage go, as JSON.
import { AsyncLocalStorage } from 'node:async_hooks';

import { Context, ContextVar } from 'throughline';

const storage = new AsyncLocalStorage();
const variable = new ContextVar('variable');
let depth = 0;

// Each is written out: what stands between would be on the stack, too.
const inStorage = () => (depth++, storage.run({}, inStorage));
const inVariable = () => (depth++, variable.run(1, inVariable));
const inContext = () => (depth++, new Context().run(inContext));

const inStorageByClosure = () => (depth++, storage.run({}, () => inStorageByClosure()));
const inVariableByClosure = () => (depth++, variable.run(1, () => inVariableByClosure()));
const inContextByClosure = () => (depth++, new Context().run(() => inContextByClosure()));

const inStorageWith = (one, two) => (depth++, storage.run({}, inStorageWith, one, two));
const inVariableWith = (one, two) => (depth++, variable.run(1, inVariableWith, one, two));
const inContextWith = (one, two) => (depth++, new Context().run(inContextWith, one, two));

function depthOf(fn) {
  depth = 0;
  try {
    fn(1, 2);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return depth;
}

/** Twice: the first time, functions are compiled at the end of the stack. */
const most = (fn) => Math.max(depthOf(fn), depthOf(fn));

const ratios = {
  variable: most(inVariable) / most(inStorage),
  context: most(inContext) / most(inStorage),
  'variable, by a closure': most(inVariableByClosure) / most(inStorageByClosure),
  'context, by a closure': most(inContextByClosure) / most(inStorageByClosure),
  'variable, with arguments': most(inVariableWith) / most(inStorageWith),
  'context, with arguments': most(inContextWith) / most(inStorageWith),
};
process.stdout.write(JSON.stringify(ratios));
