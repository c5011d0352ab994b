import { createModel, put, SOUND } from './model.js';

/** Wrong: `set` enters a new frame, which does not reach the caller of an async function, nor what was forked earlier. */
export const enterWith = createModel({
  ...SOUND,
  write(storage, { context, values }, variable, value) {
    const own = new Map(values);
    put(own, variable, value);
    storage.enterWith({ context, values: own });
  },
});
