import { createModel, SOUND } from './model.js';

/** Wrong: a copy has the same map as its origin, so that each sees what is set in the other. */
export const sharedMap = createModel({ ...SOUND, copyOf: (values) => values });
