import { expect } from 'vitest';

import type { ErrorCode } from '../../src/index.js';

/** For `toThrow`: any error with this code. */
export function coded(code: ErrorCode): Error {
  return expect.objectContaining({ code }) as Error;
}
