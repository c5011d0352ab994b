import { setImmediate } from 'node:timers/promises';

const tokens = new Set(['Bearer secret-token']);

/** Whether the header `authorization` is that of a client. */
export async function isKnown(authorization) {
  await setImmediate();
  return tokens.has(authorization);
}
