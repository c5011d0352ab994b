import { createModel, SOUND } from './model.js';

/** Wrong: tasks run in the context of their parent instead of a copy of it. */
export const noFork = createModel({ ...SOUND, forks: false });
